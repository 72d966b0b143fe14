using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Benchmarks;

/// <summary>Fastest iteration over the fastest of the class's floor: what a busy neighbour on the machine disturbs least.</summary>
internal sealed class FloorRatioColumn : IColumn
{
    public string Id => nameof(FloorRatioColumn);

    public string ColumnName => "Min ratio";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Baseline;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Fastest iteration / fastest iteration of the floor in the same class";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var floor = summary.BenchmarksCases.Single(other =>
            other.Descriptor.Baseline && other.Descriptor.Type == benchmarkCase.Descriptor.Type);
        return summary[floor]?.ResultStatistics is { } least && summary[benchmarkCase]?.ResultStatistics is { } own
            ? (own.Min / least.Min).ToString("0.000", CultureInfo.InvariantCulture)
            : "NA";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}
