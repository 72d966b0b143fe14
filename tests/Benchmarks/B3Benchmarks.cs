using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using MeshFunctions.Tracing;
using OpenTelemetry.Context.Propagation;

namespace Benchmarks;

/// <summary>Reading the single header b3, against the propagator that OpenTelemetry.Api 1.20.1 still has (marked obsolete, its code is the extension package's).</summary>
public class B3Benchmarks
{
    private const string Value = "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1-05e3ac9a4f6e3b90";

#pragma warning disable CS0618 // It is what there is to compare with.
    private readonly OpenTelemetry.Context.Propagation.B3Propagator _theirs = new(singleHeader: true);
#pragma warning restore CS0618
    private readonly MeshFunctions.Tracing.B3Propagator _ours = new(B3Format.SingleHeader);
    private readonly string[] _values = [Value];
    private readonly Func<B3Benchmarks, string, IEnumerable<string>?> _getter = static (carrier, name) =>
        string.Equals(name, "b3", StringComparison.Ordinal) ? carrier._values : null;

    [GlobalSetup]
    public void Setup()
    {
        if (OpenTelemetryExtract().ActivityContext.TraceId != MeshExtract().ActivityContext.TraceId
            || MeshExtract().ActivityContext.TraceFlags != ActivityTraceFlags.Recorded)
        {
            throw new InvalidOperationException("They read different things.");
        }
    }

    [Benchmark(Baseline = true)]
    public PropagationContext OpenTelemetryExtract() => _theirs.Extract(default, this, _getter!);

    [Benchmark, Budget(Ratio = 1.0)]
    public PropagationContext MeshExtract() => _ours.Extract(default, this, _getter);

    [Benchmark]
    public bool ParsedAsNumbers() => B3Single.TryParse(Value, out _);
}
