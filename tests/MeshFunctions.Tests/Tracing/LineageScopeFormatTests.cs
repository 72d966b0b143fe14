using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Tracing;

[Collection(ActivityListening.Name)]
public sealed class LineageScopeFormatTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Arrived = $"00-{Trace}-b7ad6b7169203331-01";

    private readonly RecordedMeters _recorded = new();
    private readonly LineageAccessor _accessor = new();

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [MemberData(nameof(FormatScene.All), MemberType = typeof(FormatScene))]
    public void T54_Start_context_of_any_format_is_continued_if_proven_and_a_new_linked_root_if_not_with_a_listener(TraceFormat format)
    {
        const string own = "33333333333333333333333333333333";
        using var listener = LineageSpans.Listen();
        using var worker = new Activity("worker");
        LineageSpans.Start(worker, own);
        var headers = FormatScene.Of(format).Headers(Trace, "b7ad6b7169203331");

        using (var scope = LineageScope.Start(Read(TestHeaders.Sidecar, own, headers), _accessor, "PlaceOrder"))
        {
            var span = Activity.Current.ShouldNotBeNull();
            span.TraceId.ToHexString().ShouldBe(Trace);
            span.ParentSpanId.ToHexString().ShouldBe("b7ad6b7169203331");
            span.Links.ShouldHaveSingleItem().Context.ShouldBe(worker.Context, "the host knew nothing of this context");
            scope.Lineage.NextHop(span).TraceParent.ShouldStartWith($"00-{Trace}-{span.SpanId}-");
        }

        using (var scope = LineageScope.Start(Read(TestHeaders.Unproven, own, headers), _accessor, "PlaceOrder"))
        {
            var root = Activity.Current.ShouldNotBeNull();
            root.ParentId.ShouldBeNull();
            root.TraceId.ToHexString().ShouldNotBeOneOf(Trace, own);
            root.Links.Select(static link => link.Context.TraceId.ToHexString()).ShouldBe([Trace, own]);
            scope.Lineage.NextHop(root).TraceParent.ShouldStartWith($"00-{root.TraceId}-{root.SpanId}-");
        }

        Activity.Current.ShouldBeSameAs(worker);
    }

    [Theory]
    [MemberData(nameof(FormatScene.All), MemberType = typeof(FormatScene))]
    public void T54_T59b_Start_context_of_any_format_without_a_listener(TraceFormat format)
    {
        Activity.Current = null;
        var headers = FormatScene.Of(format).Headers(Trace, "b7ad6b7169203331");

        using (var scope = LineageScope.Start(Read(TestHeaders.Sidecar, host: null, headers), _accessor, "PlaceOrder"))
        {
            scope.Lineage.NextHop(Activity.Current).TraceParent.ShouldStartWith($"00-{Trace}-");
        }

        using (var scope = LineageScope.Start(Read(TestHeaders.Unproven, host: null, headers), _accessor, "PlaceOrder"))
        {
            scope.Lineage.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
            scope.Lineage.NextHop(Activity.Current).TraceParent.ShouldStartWith($"00-{scope.Lineage.TraceId}-");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void T55_Start_trace_that_lost_is_a_link_of_the_span_that_the_function_runs_under(bool hostFollowed)
    {
        using var listener = LineageSpans.Listen();
        using var worker = new Activity("worker");
        LineageSpans.Start(worker, hostFollowed ? Trace : "33333333333333333333333333333333");
        var lineage = Read(
            TestHeaders.Sidecar, worker.TraceId.ToHexString(), ("traceparent", Arrived), ("b3", "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1"));

        using var scope = LineageScope.Start(lineage, _accessor, "PlaceOrder");

        var span = Activity.Current.ShouldNotBeNull();
        span.TraceId.ToHexString().ShouldBe(Trace);
        ReferenceEquals(span, worker).ShouldBe(hostFollowed);
        span.Links.ShouldContain(static link => link.Context.TraceId.ToHexString() == "80f198ee56343ba864fe8b2a57d3eff7");
    }

    private TraceLineage Read(HopTrust trust, string? host, params (string Name, string Value)[] headers) =>
        new LineageReader(new TracingOptions(), _recorded.Meters).Read(
            TestHeaders.Read(headers), trust, host is null ? null : $"00-{host}-4444444444444444-01");
}
