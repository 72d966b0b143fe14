using System.Text.RegularExpressions;

namespace Architecture.Tests.Conventions;

/// <summary>Every threat row promised so far has a test that is named after it.</summary>
public sealed partial class ThreatRowTests
{
    // Rows of docs/threats that hold now; a later issue adds its own.
    private const string Promised = """
        T01 T02 T02b T02c T03 T04 T05 T06 T06b T06c T07 T08
        T09 T10 T11 T12 T13 T14 T15 T15b T16 T17 T18 T19
        T20 T21 T22 T23 T24 T25 T26 T27 T28 T29
        T30 T31 T32 T33 T34 T35 T36 T37 T38 T38b T39
        T40 T41 T42 T43 T43b T43c T43d T44
        T50 T51 T52 T53 T54 T55 T56 T57 T58 T59 T59b
        T61 T64 T65 T66 T66b T67 T68 T69
        T70 T70b T71 T72 T73 T74 T75
        T80 T81 T82
        """;

    [Fact]
    public void Every_promised_row_has_a_test() =>
        Missing(Repository.Files("tests", "*.cs").Select(static file => File.ReadAllText(Repository.PathOf(file)))).ShouldBeEmpty();

    [Fact]
    public void Row_without_a_test_is_found()
    {
        var all = Promised.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(static row => row is not "T02b")
            .Select(static row => $"    public async Task {row}_outcome()");
        Missing([.. all, $"    public void {"T02"}_not_the_lettered_row()", "    // T02b_only_in_a_comment()"]).ShouldBe(["T02b"]);
    }

    private static IEnumerable<string> Missing(IEnumerable<string> sources)
    {
        var found = sources.SelectMany(static source => TestMethod().Matches(source).Select(static match => match.Groups["row"].Value));
        return Promised.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Except(found, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"public (async )?(void|Task|ValueTask) (?<row>T\d{2}[a-z]?)_\w+\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestMethod();
}
