using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MeshFunctions.Tests.Properties;

/// <summary>How many inputs each property sees: 10⁴, or 10⁷ where <c>MESHFUNCTIONS_LONG=1</c> (<c>./build/test --long</c>).</summary>
internal static class PropertyRun
{
    public static int Count { get; } =
        string.Equals(Environment.GetEnvironmentVariable("MESHFUNCTIONS_LONG"), "1", StringComparison.Ordinal) ? 10_000_000 : 10_000;

    /// <summary>
    /// Runs <paramref name="property"/> on <see cref="Count"/> random texts, and on as many that are near the grammar: <paramref name="seeds"/> mutated
    /// (<see cref="Mutations"/>) and sprinkled with <paramref name="tokens"/>. Fails unless <paramref name="property"/> said of more than one near text in
    /// twenty that it could be read, and of as many that it could not: a run that never gets past the first character proves nothing.
    /// </summary>
    public static void Check(Func<string, bool> property, string[] seeds, params string[] tokens)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Count).WithQuietOnSuccess(true);
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => { property(text ?? ""); }).Check(config);

        var read = 0;
        var refused = 0;
        Prop.ForAll(Mutations.Of(seeds, tokens).ToArbitrary(), text =>
        {
            if (property(text))
            {
                read++;
            }
            else
            {
                refused++;
            }
        }).Check(config);
        read.ShouldBeGreaterThan(Count / 20, $"{refused.ToString(CultureInfo.InvariantCulture)} were refused");
        refused.ShouldBeGreaterThan(Count / 20, $"{read.ToString(CultureInfo.InvariantCulture)} were read");
    }
}
