using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Stack;

namespace Load;

/// <summary>Requests a second through a real edge and a real sidecar (TLS, then mutual TLS), with the library against without it, in turn.</summary>
internal static partial class Throughput
{
    private const int Rounds = 5;
    private const double Budget = 0.90;

    public static async Task<Figure> MeasureAsync(LoadIssuer issuer, string folder, ProcessLedger ledger)
    {
        await using var chain = await LoadChain.StartAsync(issuer, folder, ledger);
        await RunAsync(chain, LoadChain.With, seconds: 3);
        await RunAsync(chain, LoadChain.Without, seconds: 3);
        List<double> ratios = [];
        List<double> with = [];
        List<double> without = [];
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await RunAsync(chain, LoadChain.Without, seconds: 4));
            with.Add(await RunAsync(chain, LoadChain.With, seconds: 4));
            ratios.Add(with[^1] / without[^1]);
        }

        var detail = string.Create(
            CultureInfo.InvariantCulture, $"{Rounds} pairs, {ratios.Min():0.00} to {ratios.Max():0.00}; medians {Median(with):0} and {Median(without):0} a second, 32 connections");
        return Figure.AtLeast("requests a second behind edge and sidecar, with against without the library", Median(with) / Median(without), Budget, detail);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Requests a second. Any answer but 2xx, and there is nothing to measure.</summary>
    private static async Task<double> RunAsync(LoadChain chain, string side, int seconds)
    {
        string[] arguments =
        [
            "--threads", "1", "--connections", "32", "--duration", $"{seconds.ToString(CultureInfo.InvariantCulture)}s",
            "--header", $"Authorization: Bearer {chain.Token}", new Uri(chain.Edge, $"/api/load/{side}").ToString(),
        ];
        using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("wrk could not be started");
        var report = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var rate = RequestsPerSecond().Match(report);
        return process.ExitCode == 0 && rate.Success && !report.Contains("Non-2xx", StringComparison.Ordinal) && !report.Contains("Socket errors", StringComparison.Ordinal)
            ? double.Parse(rate.Groups["rate"].ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"wrk was not answered as it should be:\n{report}");
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RequestsPerSecond();
}
