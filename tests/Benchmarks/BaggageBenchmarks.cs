using BenchmarkDotNet.Attributes;
using MeshFunctions.Tracing;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Benchmarks;

/// <summary>Reading three members of baggage, all of them let through, against OpenTelemetry's propagator, whose carrier costs next to nothing here.</summary>
public class BaggageBenchmarks
{
    private const string Header = "userId=Am%C3%A9lie,serverNode=DF%2028,isProduction=false";

    private readonly BaggagePropagator _propagator = new();
    private readonly BaggageNames _names = new(["userId", "serverNode", "isProduction"]);
    private readonly string[] _headers = [Header];
    private readonly Func<BaggageBenchmarks, string, IEnumerable<string>> _getter = static (carrier, _) => carrier._headers;

    [GlobalSetup]
    public void Setup()
    {
        Baggage.Current = default;
        var theirs = OpenTelemetryExtract().Baggage;
        var ours = Decoded();
        if (theirs.Count != ours.Count || !ours.All(member => string.Equals(theirs.GetBaggage(member.Key), member.Value, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException("They read different things.");
        }
    }

    [Benchmark(Baseline = true)]
    public PropagationContext OpenTelemetryExtract() => _propagator.Extract(default, this, _getter);

    /// <summary>As the pipeline does it: values are decoded when they are asked for.</summary>
    [Benchmark, Budget(Ratio = 1.0)]
    public IReadOnlyList<BaggageMember> Read() => BaggageParser.Read(Header, _names).Members;

    /// <summary>With all values decoded, as OpenTelemetry does it.</summary>
    [Benchmark]
    public IReadOnlyList<BaggageMember> Decoded()
    {
        var members = Read();
        foreach (var member in members)
        {
            _ = member.Value;
        }

        return members;
    }
}
