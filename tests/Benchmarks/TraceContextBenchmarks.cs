using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Context.Propagation;

namespace Benchmarks;

/// <summary>Reading traceparent and tracestate against OpenTelemetry's propagator, whose carrier costs next to nothing here.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The cleanup disposes them.")]
public class TraceContextBenchmarks
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string State = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";

    private readonly TraceContextPropagator _propagator = new();
    private readonly string[] _parents = [Parent];
    private readonly string[] _states = [State];
    private readonly Func<TraceContextBenchmarks, string, IEnumerable<string>> _getter = static (carrier, name) =>
        string.Equals(name, "traceparent", StringComparison.Ordinal) ? carrier._parents : carrier._states;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HopTrust.Proven _hop = new("sidecar", subject: null, []);
    private MeshMeters _meters = null!;
    private LineageReader _reader = null!;
    private RequestHeaders _headers = null!;

    [GlobalSetup]
    public void Setup()
    {
        _meters = new MeshMeters(_services.GetRequiredService<IMeterFactory>());
        _reader = new LineageReader(new TracingOptions(), _meters);
        var raw = new HttpHeadersCollection { { "traceparent", Parent }, { "tracestate", State }, { "x-request-id", "req-1" } };
        _headers = RequestHeaders.Read(raw, IdentitySourceHeaders.PlanFor([]));
        var theirs = OpenTelemetryExtract().ActivityContext;
        var ours = _reader.Read(_headers, _hop, hostTraceParent: null);
        if (!string.Equals(theirs.TraceId.ToHexString(), ours.TraceId, StringComparison.Ordinal)
            || !string.Equals(theirs.TraceState, ours.TraceState, StringComparison.Ordinal)
            || TraceParentAndTraceStateAsActivityContext() != theirs)
        {
            throw new InvalidOperationException("They read different things.");
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _meters.Dispose();
        _services.Dispose();
    }

    [Benchmark(Baseline = true)]
    public PropagationContext OpenTelemetryExtract() => _propagator.Extract(default, this, _getter);

    /// <summary>What this library makes of the headers: the same content, ids as numbers.</summary>
    [Benchmark, Budget(Ratio = 0.7, BytesRatio = 0.4)]
    public int TraceParentAndTraceState() =>
        TraceParent.TryParse(_headers.Trace(MeshHeader.TraceParent), out var parent)
        && TraceState.TryParse(_headers.Trace(MeshHeader.TraceState)!, out var state)
            ? parent.Flags + state.Length
            : 0;

    /// <summary>The same, made into what OpenTelemetry returns, ids as text.</summary>
    [Benchmark]
    public ActivityContext TraceParentAndTraceStateAsActivityContext() =>
        TraceParent.TryParse(_headers.Trace(MeshHeader.TraceParent), out var parent)
        && TraceState.TryParse(_headers.Trace(MeshHeader.TraceState)!, out var state)
            ? new ActivityContext(parent.TraceId, parent.SpanId, (ActivityTraceFlags)parent.Flags, state, isRemote: true)
            : default;

    [Benchmark]
    public object LineageReaderRead() => _reader.Read(_headers, _hop, hostTraceParent: null);
}
