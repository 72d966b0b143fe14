using System.Diagnostics;
using Worker.Tests.Hosting;

namespace Worker.Tests;

[Collection(nameof(ProcessWide))]
public sealed class ActivityTests
{
    private const string Worker = "Microsoft.Azure.Functions.Worker";
    private const string LocalHost = "MeshFunctions.LocalHost";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Incoming = $"00-{TraceId}-b7ad6b7169203331-01";

    [Fact]
    public async Task Without_listener_there_is_no_activity_and_the_host_context_continues_the_trace()
    {
        await using var host = await RunningHost.StartAsync();
        await RawHttp.SendAsync(host, "", "GET /api/Inspect HTTP/1.1", $"traceparent: {Incoming}", "tracestate: a=1", "tracestate: b=2");
        host.Probe.Activity.ShouldBeNull();
        var trace = host.Probe.Context!.TraceContext;
        ActivityContext.TryParse(trace.TraceParent, trace.TraceState, out var context).ShouldBeTrue();
        context.TraceId.ToHexString().ShouldBe(TraceId);
        context.SpanId.ShouldNotBe(ActivitySpanId.CreateFromString("b7ad6b7169203331"));
        trace.TraceState.ShouldBe("a=1,b=2");
    }

    [Theory]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("nonsense")]
    public async Task Context_that_cannot_be_read_starts_a_new_trace(string traceParent)
    {
        await using var host = await RunningHost.StartAsync();
        await RawHttp.SendAsync(host, "", "GET /api/Inspect HTTP/1.1", $"traceparent: {traceParent}", "tracestate: a=1");
        var trace = host.Probe.Context!.TraceContext;
        ActivityContext.TryParse(trace.TraceParent, traceState: null, out var context).ShouldBeTrue();
        context.TraceId.ShouldNotBe(ActivityTraceId.CreateFromString(TraceId));
        trace.TraceState.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_incoming_contexts_are_as_good_as_none()
    {
        await using var host = await RunningHost.StartAsync();
        await RawHttp.SendAsync(host, "", "GET /api/Inspect HTTP/1.1", $"traceparent: {Incoming}", $"traceparent: {Incoming}");
        host.Probe.Context!.TraceContext.TraceParent.ShouldNotContain(TraceId);
    }

    [Fact]
    public async Task Worker_activity_is_a_server_span_below_the_host_span_and_current_in_middleware()
    {
        using var recorded = new RecordedActivities(Worker, LocalHost);
        Activity? inMiddleware = null;
        await using var host = await RunningHost.StartAsync(worker => worker.Use(next => context =>
        {
            inMiddleware = Activity.Current;
            return next(context);
        }));
        await RawHttp.SendAsync(host, "", "GET /api/Inspect HTTP/1.1", $"traceparent: {Incoming}");
        var workerSpan = recorded.Stopped.Single(static activity => activity.Source.Name is Worker);
        var hostSpan = recorded.Stopped.Single(static activity => activity.Source.Name is LocalHost);
        inMiddleware.ShouldBeSameAs(workerSpan);
        host.Probe.Activity.ShouldBeSameAs(workerSpan);
        workerSpan.Kind.ShouldBe(ActivityKind.Server);
        workerSpan.Parent.ShouldBeNull();
        workerSpan.ParentId.ShouldBe(hostSpan.Id);
        host.Probe.Context!.TraceContext.TraceParent.ShouldBe(hostSpan.Id);
        hostSpan.ParentId.ShouldBe(Incoming);
        hostSpan.GetTagItem("http.response.status_code").ShouldBe(200);
    }

    [Fact]
    public async Task Only_the_host_is_listened_to_and_its_activity_stays_invisible()
    {
        using var recorded = new RecordedActivities(LocalHost);
        await using var host = await RunningHost.StartAsync();
        await RawHttp.SendAsync(host, "", "GET /api/Inspect HTTP/1.1");
        host.Probe.Activity.ShouldBeNull();
        recorded.Stopped.Single().ParentId.ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_of_the_server_is_heard_by_a_listener_to_everything()
    {
        using var recorded = new RecordedActivities();
        await using var host = await RunningHost.StartAsync();
        await RawHttp.SendAsync(host, "", "GET /api/Throws HTTP/1.1");

        // The test's own connection is heard too.
        var served = recorded.Stopped.Where(static activity => activity.Kind == ActivityKind.Server || !activity.Source.Name.StartsWith("Experimental.System.Net", StringComparison.Ordinal));
        served.Select(static activity => activity.Source.Name).ShouldBe([Worker, LocalHost]);
        served.ShouldAllBe(static activity => activity.Status == ActivityStatusCode.Error);
    }

    [Fact]
    public async Task Activity_in_which_the_app_was_started_is_nobodys_parent()
    {
        using var outer = new Activity("start");
        outer.Start();
        using var recorded = new RecordedActivities(Worker, LocalHost);
        await using var host = await RunningHost.StartAsync();
        await RawHttp.SendAsync(host, "", "GET /api/Inspect HTTP/1.1");
        recorded.Stopped.ShouldAllBe(activity => activity.TraceId != outer.TraceId);
    }
}
