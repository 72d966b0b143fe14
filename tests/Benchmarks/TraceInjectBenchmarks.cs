using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using MeshFunctions.Tracing;
using OpenTelemetry.Context.Propagation;

namespace Benchmarks;

/// <summary>Writing traceparent and tracestate for the span of a call, against OpenTelemetry's propagator; the carrier takes what it gets.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The cleanup disposes it.")]
public class TraceInjectBenchmarks
{
    private readonly TraceContextPropagator _propagator = new();
    private readonly TraceLineage _lineage = new("0af7651916cd43dd8448eb211c80319c", TraceParent.Sampled, "req-1") { TraceState = "rojo=1" };
    private readonly Activity _span = new("call");
    private PropagationContext _context;
    private string? _last;

    [GlobalSetup]
    public void Setup()
    {
        _span.SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        _span.TraceStateString = "rojo=1";
        _span.Start();
        _context = new PropagationContext(_span.Context, default);
        OpenTelemetryInject();
        var theirs = _last;
        LineageNextHop();
        if (!string.Equals(theirs, _last, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("They write different things.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _span.Dispose();

    [Benchmark(Baseline = true)]
    public void OpenTelemetryInject() => _propagator.Inject(_context, this, static (carrier, name, value) => carrier.Take(name, value));

    [Benchmark, Budget(Ratio = 1.0, Bytes = 136)]
    public void LineageNextHop() => TraceHeaderWriter.Write(
        TraceFormat.W3C, _lineage.NextHop(_span), this, static (carrier, name, value) => carrier.Take(name, value));

    private void Take(string name, string value) => _last = name.Length == 11 ? value : _last;
}
