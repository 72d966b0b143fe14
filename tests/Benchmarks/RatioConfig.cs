using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Benchmarks;

/// <summary>A short job in this process: what is wanted is the ratio to the floor beside it, and the bytes, not absolute times.</summary>
internal sealed class RatioConfig : ManualConfig
{
    public RatioConfig()
    {
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            .WithWarmupCount(5)
            .WithIterationCount(15));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Metrics);
        AddColumn(
            StatisticColumn.Min,
            StatisticColumn.Median,
            new ResultColumn("Min ratio", "Fastest iteration / fastest iteration of the floor in the same class, after what is taken off", static result => result.Ratio.ToString("0.000", CultureInfo.InvariantCulture)),
            new ResultColumn("Budget", "What the design allows", static result => result.Budget),
            new ResultColumn("Verdict", "Whether the budget is kept", static result => result.Verdict));
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared));
        WithOptions(ConfigOptions.DisableLogFile);
    }
}
