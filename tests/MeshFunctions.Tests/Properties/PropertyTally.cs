using System.Globalization;

namespace MeshFunctions.Tests.Properties;

/// <summary>How many inputs of a run a parser read and refused, and how many began as a valid one does.</summary>
internal sealed class PropertyTally(string[] seeds)
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private const string FileVariable = "MESHFUNCTIONS_PROPERTY_REPORT";
    private static readonly Lock Writing = new();

    private readonly HashSet<char> _beginnings = [.. seeds.Where(static seed => seed.Length > 0).Select(static seed => seed[0])];
    private long _read;
    private long _refused;
    private long _begun;

    public void Add(string text, bool wasRead)
    {
        _read += wasRead ? 1 : 0;
        _refused += wasRead ? 0 : 1;
        _begun += text.Length > 0 && _beginnings.Contains(text[0]) ? 1 : 0;
    }

    public void ShouldHaveSeenBoth()
    {
        var least = (_read + _refused) / 20;
        _read.ShouldBeGreaterThan(least, $"{_refused.ToString(CultureInfo.InvariantCulture)} were refused");
        _refused.ShouldBeGreaterThan(least, $"{_read.ToString(CultureInfo.InvariantCulture)} were read");
    }

    /// <summary>Adds a line to the file that <c>MESHFUNCTIONS_PROPERTY_REPORT</c> names, if it does, and to the test's output.</summary>
    public void Report(string kind)
    {
        var all = _read + _refused;
        var seconds = TimeProvider.System.GetElapsedTime(_start).TotalSeconds;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{TestContext.Current.TestClass?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}, {kind}: {all} inputs, {_begun * 100 / all} % begin as a valid one does, {_read * 100 / all} % read, 0 unexpected exceptions, {seconds:0.#} s");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            lock (Writing)
            {
                File.AppendAllLines(file, [line]);
            }
        }
    }
}
