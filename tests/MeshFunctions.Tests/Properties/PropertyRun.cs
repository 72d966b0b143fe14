using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MeshFunctions.Tests.Properties;

/// <summary>
/// Runs a property over a parser: 10⁴ inputs each, random and near the grammar, with FsCheck, which shrinks what fails; with <c>MESHFUNCTIONS_LONG=1</c>
/// (<c>./build/test --long</c>) another 10⁷ near the grammar, by a plain loop, because FsCheck would take hours; <c>MESHFUNCTIONS_PROPERTY_INPUTS</c> says another
/// number than 10⁷.
/// </summary>
internal static class PropertyRun
{
    /// <summary>How many inputs each property sees in every run.</summary>
    public const int Count = 10_000;

    private const int DefaultLongCount = 10_000_000;

    /// <summary>Whether this is the long run.</summary>
    public static bool IsLong { get; } = string.Equals(Environment.GetEnvironmentVariable("MESHFUNCTIONS_LONG"), "1", StringComparison.Ordinal);

    private static int LongCount { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("MESHFUNCTIONS_PROPERTY_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : DefaultLongCount;

    /// <summary>
    /// Runs <paramref name="property"/> on random texts, and on texts near the grammar: <paramref name="seeds"/> mutated (<see cref="Mutations"/>) and sprinkled
    /// with <paramref name="tokens"/>. Fails unless <paramref name="property"/> said of more than one near text in twenty that it could be read, and of as many
    /// that it could not: a run that never gets past the first character proves nothing.
    /// </summary>
    public static void Check(Func<string, bool> property, string[] seeds, params string[] tokens)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Count).WithQuietOnSuccess(true);
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => { property(text ?? ""); }).Check(config);

        var near = new PropertyTally(seeds);
        Prop.ForAll(Mutations.Of(seeds, tokens).ToArbitrary(), text => near.Add(text, property(text))).Check(config);
        near.Report("near the grammar");
        near.ShouldHaveSeenBoth();
        if (IsLong)
        {
            Long(property, seeds, tokens);
        }
    }

    private static void Long(Func<string, bool> property, string[] seeds, string[] tokens)
    {
        // From the test's name, so that each run sees the same texts and no two properties do.
        var seed = (TestContext.Current.Test?.TestDisplayName ?? "").Aggregate(17UL, static (hash, letter) => unchecked((hash * 31) + letter));
        var draws = new RepeatableDraws(seed);
        var tally = new PropertyTally(seeds);
        for (var number = 0; number < LongCount; number++)
        {
            var text = Mutations.One(draws, seeds, tokens);
            try
            {
                tally.Add(text, property(text));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Input {number} of seed {seed}: {Escaped(text)}"), exception);
            }
        }

        tally.Report("near the grammar, long");
        tally.ShouldHaveSeenBoth();
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(static unit => unit is >= ' ' and <= '~' ? unit.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")));
}
