using System.Globalization;

namespace Benchmarks;

/// <summary>
/// What two threads do in the time in which one does its part: the request stages, and beside them a loop that computes and touches no memory, which says what the machine allows.
/// Short slices of all four in turn, the fastest of each: two threads at once are disturbed twice as often as one.
/// </summary>
internal static class ThreadScaling
{
    /// <summary>As an argument of <c>--filter</c> would name it.</summary>
    public const string Name = nameof(ThreadScaling);

    private const int Rounds = 400;
    private const int Requests = 2_000;
    private const int Steps = 2_500_000;
    private const double Budget = 1.9;

    /// <summary>Measures, and gives the table.</summary>
    public static IEnumerable<string> Run()
    {
        var stages = new RequestStagesBenchmarks();
        stages.Setup();
        double[] fastest = [.. Enumerable.Repeat(double.MaxValue, 4)];
        for (var round = 0; round < Rounds; round++)
        {
            fastest[0] = Math.Min(fastest[0], Time(1, () => stages.Many(Requests)));
            fastest[1] = Math.Min(fastest[1], Time(2, () => stages.Many(Requests)));
            fastest[2] = Math.Min(fastest[2], Time(1, static () => Compute(Steps)));
            fastest[3] = Math.Min(fastest[3], Time(2, static () => Compute(Steps)));
        }

        stages.Cleanup();
        var (own, machine) = (2 * fastest[0] / fastest[1], 2 * fastest[2] / fastest[3]);
        return
        [
            "| Two threads against one | Throughput | Budget | Verdict |",
            "|-------------------------|-----------:|--------|---------|",
            Row("Snapshot, trust, identity", own, string.Create(CultureInfo.InvariantCulture, $"≥ {Budget}"), own >= Budget ? "pass" : "FAIL"),
            Row("A loop that only computes", machine, "", ""),
        ];
    }

    private static string Row(string name, double ratio, string budget, string verdict) =>
        string.Create(CultureInfo.InvariantCulture, $"| {name} | {ratio:0.00} | {budget} | {verdict} |");

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
