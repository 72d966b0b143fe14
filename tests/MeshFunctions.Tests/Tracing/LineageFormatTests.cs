using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Tracing;

public sealed class LineageFormatTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";
    private const string OtherTrace = "5759e988bd862e3fe1be46a994272793";
    private const string OtherSpan = "53995c3f42cd8ad8";
    private const string HostTrace = "11111111111111111111111111111111";
    private const string Host = $"00-{HostTrace}-2222222222222222-01";

    private readonly RecordedMeters _recorded = new();
    private readonly TracingOptions _options = new();

    public static TheoryData<TraceFormat> Formats => FormatScene.All;

    public static TheoryData<TraceFormat, TraceFormat> Pairs => FormatScene.Pairs;

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_proven_context_of_any_format_is_continued(TraceFormat format)
    {
        var scene = FormatScene.Of(format);

        var lineage = Read(TestHeaders.Sidecar, scene.Headers(Trace, Span));

        lineage.TraceId.ShouldBe(Trace);
        lineage.ParentId.ShouldBe(Span);
        lineage.Origin.ShouldBe(scene.Origin);
        lineage.Sampled.ShouldBe(format != TraceFormat.RequestId, "which has no flag");
        lineage.Restarted.ShouldBeFalse();
        lineage.Links.ShouldBeEmpty();
        lineage.NextHop(null).TraceParent.ShouldStartWith($"00-{Trace}-");
        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void T54_Read_context_of_any_format_of_an_unproven_hop_is_linked_and_not_continued(TraceFormat format)
    {
        var headers = FormatScene.Of(format).Headers(Trace, Span);

        var lineage = Read(TestHeaders.Unproven, headers);

        lineage.TraceId.ShouldNotBeOneOf(Trace, HostTrace);
        lineage.Origin.ShouldBe(TraceOrigin.New);
        lineage.ParentId.ShouldBeNull();
        lineage.Sampled.ShouldBeFalse();
        lineage.Restarted.ShouldBeTrue();
        lineage.Links.Select(static link => link.TraceId.ToHexString()).ShouldBe([Trace, HostTrace]);
        lineage.Links[0].SpanId.ToHexString().ShouldBe(Span);
        lineage.NextHop(null).TraceParent.ShouldStartWith($"00-{lineage.TraceId}-");
        Read(TestHeaders.Sidecar, headers).TraceId.ShouldBe(Trace, "control");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void T54_Read_with_RestartUntrusted_off_anybodys_context_is_continued(TraceFormat format)
    {
        _options.RestartUntrusted = false;

        Read(TestHeaders.Unproven, FormatScene.Of(format).Headers(Trace, Span)).TraceId.ShouldBe(Trace);
    }

    [Theory]
    [InlineData("traceparent", $"00-{HostTrace}-{Span}-01")]
    [InlineData("traceparent", "malformed")]
    [InlineData("Request-Id", $"|{HostTrace}.")]
    [InlineData("Request-Id", "malformed")]
    public void T54_Read_what_the_host_may_have_followed_restarts_even_where_it_is_not_listed(string name, string value)
    {
        _options.Formats.Add(TraceFormat.B3);

        var lineage = Read(TestHeaders.Unproven, (name, value));

        lineage.TraceId.ShouldNotBe(HostTrace, StringComparer.Ordinal);
        lineage.Restarted.ShouldBeTrue();
        lineage.Links.ShouldHaveSingleItem().TraceId.ToHexString().ShouldBe(HostTrace);
        _recorded.Counts.ShouldBeEmpty();
        Read(TestHeaders.Sidecar, (name, value)).TraceId.ShouldBe(HostTrace, "control: the host's own trace");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void T55_Read_first_format_wins_and_the_other_trace_becomes_a_link(TraceFormat winner, TraceFormat loser)
    {
        var headers = FormatScene.Of(loser).Headers(OtherTrace, OtherSpan).Concat(FormatScene.Of(winner).Headers(Trace, Span)).ToArray();

        var lineage = Read(TestHeaders.Sidecar, headers);

        lineage.TraceId.ShouldBe(Trace);
        lineage.ParentId.ShouldBe(Span, "ids of two formats are never mixed");
        lineage.Origin.ShouldBe(FormatScene.Of(winner).Origin);
        lineage.Restarted.ShouldBeFalse();
        var link = lineage.Links.ShouldHaveSingleItem();
        link.TraceId.ToHexString().ShouldBe(OtherTrace);
        link.SpanId.ToHexString().ShouldBe(OtherSpan);
        link.IsRemote.ShouldBeTrue();
        _recorded.Counts.ShouldBeEmpty();
        Read(TestHeaders.Unproven, headers).Links.Count.ShouldBe(3, "both and the host's");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void T55_Read_of_one_trace_in_two_formats_the_first_names_the_parent_and_there_is_no_link(TraceFormat winner, TraceFormat loser)
    {
        var lineage = Read(TestHeaders.Sidecar, [.. FormatScene.Of(loser).Headers(Trace, OtherSpan), .. FormatScene.Of(winner).Headers(Trace, Span)]);

        lineage.ParentId.ShouldBe(Span);
        lineage.Links.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void T55_Read_order_is_configurable(TraceFormat second, TraceFormat first)
    {
        _options.Formats.Add(first);
        _options.Formats.Add(second);

        var lineage = Read(TestHeaders.Sidecar, [.. FormatScene.Of(first).Headers(Trace, Span), .. FormatScene.Of(second).Headers(OtherTrace, OtherSpan)]);

        lineage.TraceId.ShouldBe(Trace);
        lineage.Links.ShouldHaveSingleItem().TraceId.ToHexString().ShouldBe(OtherTrace);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void T55_Read_malformed_format_is_counted_and_the_next_one_continued(TraceFormat malformed, TraceFormat valid)
    {
        foreach (var bad in FormatScene.Of(malformed).Malformed)
        {
            var lineage = Read(TestHeaders.Sidecar, [.. bad, .. FormatScene.Of(valid).Headers(Trace, Span)]);

            lineage.TraceId.ShouldBe(Trace);
            lineage.ParentId.ShouldBe(Span);
            lineage.Origin.ShouldBe(FormatScene.Of(valid).Origin);
            lineage.Links.ShouldBeEmpty();
        }

        _recorded.Counts.ShouldAllBe(count => count == $"mesh.trace.refused {FormatScene.Of(malformed).Reason}");
        _recorded.Counts.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void T50_T55_Read_malformed_context_alone_is_never_continued_and_never_an_exception(TraceFormat format)
    {
        var scene = FormatScene.Of(format);
        foreach (var trust in (HopTrust[])[TestHeaders.Sidecar, TestHeaders.Unproven])
        {
            foreach (var bad in scene.Malformed)
            {
                var lineage = Read(trust, bad);

                lineage.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
                lineage.Origin.ShouldBe(TraceOrigin.New);
                lineage.ParentId.ShouldBeNull();
            }
        }

        _recorded.Counts.ShouldBe(Enumerable.Repeat($"mesh.trace.refused {scene.Reason}", 4));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_format_that_is_not_listed_is_not_read_at_all(TraceFormat format)
    {
        foreach (var other in TraceFormats.Inbound.Where(other => other != format))
        {
            _options.Formats.Add(other);
        }

        var scene = FormatScene.Of(format);
        Read(TestHeaders.Sidecar, scene.Headers(Trace, Span)).TraceId.ShouldBe(HostTrace);
        Read(TestHeaders.Sidecar, scene.Malformed[0]).TraceId.ShouldBe(HostTrace);

        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("traceparent", $"00-{Trace}-{Span}-01", false)]
    [InlineData("X-Amzn-Trace-Id", "Root=1-0af76519-16cd43dd8448eb211c80319c", false)]
    [InlineData("Request-Id", $"|{Trace}.{Span}.", false)]
    [InlineData("b3", $"{Trace}-{Span}-1", true)]
    public void T50_Read_two_headers_are_none_except_of_B3_where_the_first_counts(string name, string value, bool continued)
    {
        var lineage = Read(TestHeaders.Sidecar, (name, value), (name, value));

        string.Equals(lineage.TraceId, Trace, StringComparison.Ordinal).ShouldBe(continued);
        _recorded.Counts.Count.ShouldBe(continued ? 0 : 1);
        Read(TestHeaders.Sidecar, (name, value)).TraceId.ShouldBe(Trace, "control");
    }

    [Theory]
    [InlineData("b3", "0", false)]
    [InlineData("b3", "1", true)]
    [InlineData("b3", "d", true)]
    [InlineData("X-B3-Sampled", "0", false)]
    [InlineData("X-B3-Sampled", "1", true)]
    [InlineData("X-B3-Flags", "1", true)]
    public void Read_decision_without_ids_is_that_of_a_new_trace(string name, string value, bool sampled)
    {
        var lineage = Read(TestHeaders.Sidecar, (name, value));

        lineage.TraceId.ShouldBe(HostTrace);
        lineage.Origin.ShouldBe(TraceOrigin.New);
        lineage.Sampled.ShouldBe(sampled);
        lineage.NextHop(null).TraceParent.ShouldEndWith(sampled ? "-01" : "-00");
        Read(TestHeaders.Unproven, (name, value)).Sampled.ShouldBeTrue("nothing of a stranger counts: the host's own");
        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TraceFormat.B3)]
    [InlineData(TraceFormat.XRay)]
    public void T52_Read_tracestate_belongs_to_traceparent_alone(TraceFormat format)
    {
        (string, string) state = ("tracestate", "rojo=1");

        Read(TestHeaders.Sidecar, [.. FormatScene.Of(format).Headers(Trace, Span), state]).TraceState.ShouldBeNull();
        Read(TestHeaders.Sidecar, [.. FormatScene.Of(TraceFormat.W3C).Headers(Trace, Span), state]).TraceState.ShouldBe("rojo=1", "control");
    }

    private TraceLineage Read(HopTrust trust, params (string Name, string Value)[] headers) =>
        new LineageReader(_options, _recorded.Meters).Read(TestHeaders.Read(headers), trust, Host);
}
