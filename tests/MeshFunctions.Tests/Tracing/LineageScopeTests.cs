using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Tracing;

[Collection(ActivityListening.Name)]
public sealed class LineageScopeTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Arrived = $"00-{Trace}-b7ad6b7169203331-01";

    private readonly RecordedMeters _recorded = new();
    private readonly LineageAccessor _accessor = new();

    public void Dispose() => _recorded.Dispose();

    [Fact]
    public void T54_Start_restarted_lineage_with_a_listener_runs_under_a_new_linked_root()
    {
        using var listener = Listen();
        using var worker = new Activity("worker");
        Start(worker, Trace);

        using (var scope = LineageScope.Start(Read(TestHeaders.Unproven), _accessor, "PlaceOrder"))
        {
            var root = Activity.Current.ShouldNotBeNull();
            root.ShouldNotBe(worker);
            root.ParentId.ShouldBeNull();
            root.OperationName.ShouldBe("PlaceOrder");
            root.Kind.ShouldBe(ActivityKind.Internal);
            root.TraceId.ToHexString().ShouldNotBe(Trace, StringComparer.Ordinal);
            root.Links.ShouldHaveSingleItem().Context.TraceId.ToHexString().ShouldBe(Trace);
            scope.Lineage.TraceId.ShouldBe(root.TraceId.ToHexString());
            scope.Lineage.Links.Count.ShouldBe(1);
            scope.Lineage.Restarted.ShouldBeTrue();
            scope.Lineage.Sampled.ShouldBeTrue();
            _accessor.Current.ShouldBeSameAs(scope.Lineage);
            scope.Lineage.NextHop(Activity.Current).TraceParent.ShouldBe($"00-{root.TraceId}-{root.SpanId}-03");
            scope.Lineage.NextHop(worker).TraceParent.ShouldStartWith($"00-{root.TraceId}-");
        }

        Activity.Current.ShouldBeSameAs(worker);
        _accessor.Current.ShouldBeNull();
    }

    [Fact]
    public void T54_Start_restarted_lineage_without_a_listener_leaves_the_strangers_trace_all_the_same()
    {
        using var worker = new Activity("worker");
        Start(worker, Trace);
        var lineage = Read(TestHeaders.Unproven);

        using (var scope = LineageScope.Start(lineage, _accessor, "PlaceOrder"))
        {
            Activity.Current.ShouldBeNull();
            scope.Lineage.ShouldBeSameAs(lineage);
            scope.Lineage.NextHop(Activity.Current).TraceParent.ShouldStartWith($"00-{lineage.TraceId}-");
        }

        Activity.Current.ShouldBeSameAs(worker);
    }

    [Fact]
    public void Start_proven_lineage_leaves_the_workers_span_current()
    {
        using var listener = Listen();
        using var worker = new Activity("worker");
        Start(worker, Trace);

        using var scope = LineageScope.Start(Read(TestHeaders.Sidecar), _accessor, "PlaceOrder");

        Activity.Current.ShouldBeSameAs(worker);
        scope.Lineage.NextHop(worker).TraceParent.ShouldBe($"00-{Trace}-{worker.SpanId}-01");
    }

    [Fact]
    public void Start_proven_lineage_whose_trace_the_host_lost_is_taken_up_again()
    {
        using var listener = Listen();
        using var worker = new Activity("worker");
        Start(worker, "33333333333333333333333333333333");

        using (LineageScope.Start(Read(TestHeaders.Sidecar), _accessor, "PlaceOrder"))
        {
            var own = Activity.Current.ShouldNotBeNull();
            own.TraceId.ToHexString().ShouldBe(Trace);
            own.ParentSpanId.ToHexString().ShouldBe("b7ad6b7169203331");
            own.HasRemoteParent.ShouldBeTrue();
            own.Links.ShouldHaveSingleItem().Context.ShouldBe(worker.Context);
        }

        Activity.Current.ShouldBeSameAs(worker);
    }

    [Fact]
    public void T59b_Start_without_any_activity_the_lineage_is_there_and_travels()
    {
        Activity.Current = null;

        using var scope = LineageScope.Start(Read(TestHeaders.Sidecar), _accessor, "PlaceOrder");

        Activity.Current.ShouldBeNull();
        _accessor.Current.ShouldBeSameAs(scope.Lineage);
        var first = scope.Lineage.NextHop(null).TraceParent;
        first.ShouldStartWith($"00-{Trace}-");
        first.ShouldEndWith("-01");
        scope.Lineage.NextHop(null).TraceParent.ShouldNotBe(first, StringComparer.Ordinal, "each call has a span id of its own");
    }

    [Fact]
    public async Task Start_concurrent_flows_each_see_their_own()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(RunAsync));

        seen.ShouldAllBe(own => own);
        _accessor.Current.ShouldBeNull();

        async Task<bool> RunAsync(int index)
        {
            using var scope = LineageScope.Start(LineageReader.ReadNonHttp(null), _accessor, "Run");
            await Task.Yield();
            return ReferenceEquals(_accessor.Current, scope.Lineage);
        }
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, MeshDiagnostics.Source),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void Start(Activity worker, string trace)
    {
        worker.SetParentId(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        worker.Start();
    }

    private TraceLineage Read(HopTrust trust) =>
        new LineageReader(new TracingOptions(), _recorded.Meters).Read(TestHeaders.Read(("traceparent", Arrived)), trust, Arrived);
}
