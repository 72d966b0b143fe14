using System.Globalization;

namespace Benchmarks;

/// <summary>
/// What two threads do in the time in which one does its part: the request stages, tokens, and beside them a loop that computes and touches no memory, which says what the machine allows.
/// Short slices of all in turn, the fastest of each: two threads at once are disturbed twice as often as one.
/// </summary>
internal static class ThreadScaling
{
    /// <summary>As an argument of <c>--filter</c> would name it.</summary>
    public const string Name = nameof(ThreadScaling);

    private const int Rounds = 400;
    private const int Requests = 2_000;
    private const int Tokens = 125;
    private const int Steps = 2_500_000;
    private const double Budget = 1.9;
    private const string Machine = "A loop that only computes";

    /// <summary>Measures, and gives the table.</summary>
    public static IEnumerable<string> Run()
    {
        var stages = new RequestStagesBenchmarks();
        stages.Setup();
        var tokens = new CachedTokenBenchmarks();
        tokens.Setup();
        (string Name, Action Slice)[] measured =
        [
            ("Snapshot, trust, identity", () => stages.Many(Requests)),
            ("Valid RS256 token", () => tokens.Many(Tokens, cached: false)),
            ("The same, cached", () => tokens.Many(Requests, cached: true)),
            (Machine, static () => Compute(Steps)),
        ];
        var fastest = new (double One, double Two)[measured.Length];
        Array.Fill(fastest, (double.MaxValue, double.MaxValue));
        for (var round = 0; round < Rounds; round++)
        {
            for (var index = 0; index < measured.Length; index++)
            {
                fastest[index] = (Math.Min(fastest[index].One, Time(1, measured[index].Slice)), Math.Min(fastest[index].Two, Time(2, measured[index].Slice)));
            }
        }

        stages.Cleanup();
        tokens.Cleanup();
        return
        [
            "| Two threads against one | Throughput | Budget | Verdict |",
            "|-------------------------|-----------:|--------|---------|",
            .. measured.Select((own, index) => Row(own.Name, 2 * fastest[index].One / fastest[index].Two)),
        ];
    }

    private static string Row(string name, double ratio) => string.Equals(name, Machine, StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"| {name} | {ratio:0.00} | | |")
        : string.Create(CultureInfo.InvariantCulture, $"| {name} | {ratio:0.00} | ≥ {Budget} | {(ratio >= Budget ? "pass" : "FAIL")} |");

    /// <summary>Nanoseconds from the start of the first thread to the end of the last.</summary>
    private static double Time(int threads, Action slice)
    {
        var clock = TimeProvider.System;
        using var start = new Barrier(threads);
        var spans = new (long Began, long Ended)[threads];
        var all = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            var began = clock.GetTimestamp();
            slice();
            spans[index] = (began, clock.GetTimestamp());
        })).ToList();
        all.ForEach(static thread => thread.Start());
        all.ForEach(static thread => thread.Join());
        return clock.GetElapsedTime(spans.Min(static span => span.Began), spans.Max(static span => span.Ended)).TotalNanoseconds;
    }

    private static void Compute(int steps)
    {
        var value = 1UL;
        for (var step = 0; step < steps; step++)
        {
            value = (value * 6364136223846793005UL) + 1442695040888963407UL;
        }

        GC.KeepAlive(value);
    }
}
