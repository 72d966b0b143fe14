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
        using var listener = LineageSpans.Listen();
        using var worker = new Activity("worker");
        LineageSpans.Start(worker, Trace);

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
        LineageSpans.Start(worker, Trace);
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
        using var listener = LineageSpans.Listen();
        using var worker = new Activity("worker");
        LineageSpans.Start(worker, Trace);

        using var scope = LineageScope.Start(Read(TestHeaders.Sidecar), _accessor, "PlaceOrder");

        Activity.Current.ShouldBeSameAs(worker);
        scope.Lineage.NextHop(worker).TraceParent.ShouldBe($"00-{Trace}-{worker.SpanId}-01");
    }

    [Fact]
    public void Start_proven_lineage_whose_trace_the_host_lost_is_taken_up_again()
    {
        using var listener = LineageSpans.Listen();
        using var worker = new Activity("worker");
        LineageSpans.Start(worker, "33333333333333333333333333333333");

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void T57_Start_batch_runs_under_a_span_of_its_own_that_is_linked_to_the_messages(bool workerListens)
    {
        using var listener = LineageSpans.Listen();
        Activity.Current = null;
        using var worker = workerListens ? new Activity("worker") : null;
        if (worker is not null)
        {
            LineageSpans.Start(worker, Trace);
        }

        using (var scope = LineageScope.Start(OfMessages(Arrived, new MessageBatch(200, 72), 128), _accessor, "Consume"))
        {
            var own = Activity.Current.ShouldNotBeNull();
            own.ShouldNotBe(worker);
            own.Kind.ShouldBe(ActivityKind.Internal);
            own.TraceId.ToHexString().ShouldBe(Trace);
            own.ParentSpanId.ToHexString().ShouldBe(worker?.SpanId.ToHexString() ?? "b7ad6b7169203331", "the host's span where the worker has none");
            own.Links.Count().ShouldBe(128);
            own.GetTagItem("messaging.batch.message_count").ShouldBe(200);
            own.GetTagItem("mesh.links_dropped").ShouldBe(72);
            scope.Lineage.TraceId.ShouldBe(Trace);
            scope.Lineage.Links.Count.ShouldBe(128);
            scope.Lineage.NextHop(own).TraceParent.ShouldContain(own.SpanId.ToHexString());
        }

        Activity.Current.ShouldBeSameAs(worker);
    }

    [Fact]
    public void Start_batch_without_any_host_context_starts_a_trace_and_the_lineage_follows_it()
    {
        using var listener = LineageSpans.Listen();
        Activity.Current = null;

        using var scope = LineageScope.Start(OfMessages("", new MessageBatch(1, 0), 1), _accessor, "Consume");

        var own = Activity.Current.ShouldNotBeNull();
        own.ParentId.ShouldBeNull();
        scope.Lineage.TraceId.ShouldBe(own.TraceId.ToHexString());
    }

    [Fact]
    public void Start_single_message_of_another_trace_the_worker_s_span_takes_the_link()
    {
        using var listener = LineageSpans.Listen();
        using var worker = new Activity("worker");
        LineageSpans.Start(worker, Trace);

        using var scope = LineageScope.Start(OfMessages(Arrived, batch: null, 1), _accessor, "Consume");

        Activity.Current.ShouldBeSameAs(worker);
        worker.Links.ShouldHaveSingleItem().Context.ShouldBe(scope.Lineage.Links[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void T59b_Start_of_messages_without_our_listener_the_lineage_has_the_links(bool workerListens)
    {
        Activity.Current = null;
        using var worker = workerListens ? new Activity("worker") : null;
        if (worker is not null)
        {
            LineageSpans.Start(worker, Trace);
        }

        using var scope = LineageScope.Start(OfMessages(Arrived, new MessageBatch(2, 0), 2), _accessor, "Consume");

        Activity.Current.ShouldBeSameAs(worker);
        scope.Lineage.Links.Count.ShouldBe(2);
        scope.Lineage.TraceId.ShouldBe(Trace);
        (worker?.Links.Count() ?? 2).ShouldBe(2, "a span that is there takes the links");
        scope.Lineage.NextHop(Activity.Current).TraceParent.ShouldStartWith($"00-{Trace}-");
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

    private static TraceLineage OfMessages(string host, MessageBatch? batch, int links) => LineageReader.ReadNonHttp(host).Linked(
        [.. Enumerable.Range(0, links).Select(static _ => new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default, isRemote: true))],
        TraceParent.TryParse(host, out var known) ? known : null,
        batch);

    private TraceLineage Read(HopTrust trust) =>
        new LineageReader(new TracingOptions(), _recorded.Meters).Read(TestHeaders.Read(("traceparent", Arrived)), trust, Arrived);
}
