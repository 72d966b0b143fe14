using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Benchmarks;

/// <summary>A benchmark's figures beside its floor's: the fastest iterations, which a busy neighbour on the machine disturbs least.</summary>
internal sealed class BudgetResult
{
    private readonly double _nanoseconds;
    private readonly double _bytes;
    private readonly double _floorNanoseconds;
    private readonly double _floorBytes;
    private readonly BudgetAttribute? _budget;

    private BudgetResult(Summary summary, BenchmarkCase measured, BudgetAttribute? budget)
    {
        _budget = budget;
        var own = Figures(summary, measured);
        var floor = Figures(summary, summary.BenchmarksCases.Single(other => other.Descriptor.Baseline && other.Descriptor.Type == measured.Descriptor.Type));
        var below = budget?.Over is { } over
            ? Figures(summary, summary.BenchmarksCases.Single(other => other.Descriptor.Type == measured.Descriptor.Type && string.Equals(other.Descriptor.WorkloadMethod.Name, over, StringComparison.Ordinal)))
            : default;
        (_nanoseconds, _bytes) = (own.Nanoseconds - below.Nanoseconds, own.Bytes - below.Bytes);
        (_floorNanoseconds, _floorBytes) = floor;
    }

    public double Ratio => _nanoseconds / _floorNanoseconds;

    public static BudgetResult? Of(Summary summary, BenchmarkCase measured) => summary[measured] is { ResultStatistics: not null }
        ? new BudgetResult(summary, measured, measured.Descriptor.WorkloadMethod.GetCustomAttribute<BudgetAttribute>())
        : null;

    /// <summary>The budget in words; nothing where there is none.</summary>
    public string Budget => _budget is null ? "" : string.Join(", ", Limits(_budget)) + (_budget.Over is null ? "" : $" over {_budget.Over}");

    /// <summary>Whether the budget is kept.</summary>
    public string Verdict => _budget is null ? "" : Holds(_budget) ? "pass" : "FAIL";

    private bool Holds(BudgetAttribute budget) =>
        Ratio <= budget.Ratio && _nanoseconds <= budget.Nanoseconds && _bytes <= budget.Bytes && (double.IsPositiveInfinity(budget.BytesRatio) || _bytes <= budget.BytesRatio * _floorBytes);

    private static IEnumerable<string> Limits(BudgetAttribute budget)
    {
        (double Limit, string Text)[] limits =
        [
            (budget.Ratio, "≤ {0:0.00}"), (budget.Nanoseconds, "≤ {0:0} ns"), (budget.Bytes, "≤ {0:0} B"), (budget.BytesRatio, "≤ {0:0.0} of the bytes"),
        ];
        return limits.Where(static limit => double.IsFinite(limit.Limit)).Select(static limit => string.Format(CultureInfo.InvariantCulture, limit.Text, limit.Limit));
    }

    private static (double Nanoseconds, double Bytes) Figures(Summary summary, BenchmarkCase measured)
    {
        var report = summary[measured];
        return (report?.ResultStatistics?.Min ?? double.NaN, report?.GcStats.GetBytesAllocatedPerOperation(measured) ?? double.NaN);
    }
}
