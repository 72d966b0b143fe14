using MeshFunctions.Headers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Tracing;

public sealed class LineageReaderTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";
    private const string Arrived = $"00-{Trace}-{Span}-01";
    private const string HostTrace = "11111111111111111111111111111111";
    private const string Host = $"00-{HostTrace}-2222222222222222-01";
    private const string HostInTrace = $"00-{Trace}-2222222222222222-01";

    private readonly RecordedMeters _recorded = new();

    public static TheoryData<string> Malformed =>
    [
        $"00-{Trace}-{Span}-01,{Arrived}", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", $"ff-{Trace}-{Span}-01",
        $"00-00000000000000000000000000000000-{Span}-01", $"00-{Trace}-0000000000000000-01", $"00-{Trace}-{Span}-0", $"00-{Trace}-{Span}-01-x",
        $"00-{Trace}- {Span}-01", "garbage",
    ];

    public void Dispose() => _recorded.Dispose();

    [Fact]
    public void Read_proven_context_is_continued()
    {
        var lineage = Read(TestHeaders.Sidecar, HostInTrace, ("traceparent", Arrived), ("tracestate", "a=1, b=2"), ("x-request-id", "id-1"));

        lineage.TraceId.ShouldBe(Trace);
        lineage.ParentId.ShouldBe(Span);
        lineage.Origin.ShouldBe(TraceOrigin.W3C);
        lineage.Origin.ToWireName().ShouldBe("w3c");
        lineage.Sampled.ShouldBeTrue();
        lineage.TraceState.ShouldBe("a=1,b=2");
        lineage.RequestId.ShouldBe("id-1");
        lineage.Restarted.ShouldBeFalse();
        lineage.Links.ShouldBeEmpty();
        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void Read_without_context_is_the_hosts_own_trace(string? value)
    {
        (string, string)[] headers = value is null ? [("tracestate", "a=1")] : [("traceparent", value), ("tracestate", "a=1")];

        foreach (HopTrust trust in (HopTrust[])[TestHeaders.Sidecar, TestHeaders.Unproven])
        {
            var lineage = Read(trust, Host, headers);

            lineage.TraceId.ShouldBe(HostTrace);
            lineage.ParentId.ShouldBeNull();
            lineage.Origin.ShouldBe(TraceOrigin.New);
            lineage.Origin.ToWireName().ShouldBe("new");
            lineage.Sampled.ShouldBeTrue();
            lineage.TraceState.ShouldBeNull("a tracestate is nothing without its traceparent");
            lineage.Restarted.ShouldBeFalse();
            lineage.Links.ShouldBeEmpty();
        }

        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("|hierarchical.1_")]
    public void T59b_Read_without_context_and_without_host_activity_starts_a_trace(string? host)
    {
        var lineage = Read(TestHeaders.Sidecar, host);

        TraceParent.TryParse(lineage.NextHop(null).TraceParent, out var next).ShouldBeTrue();
        next.TraceId.ToHexString().ShouldBe(lineage.TraceId);
        next.Flags.ShouldBe(TraceParent.RandomTraceId);
        lineage.Restarted.ShouldBeFalse();
        Read(TestHeaders.Sidecar, host).TraceId.ShouldNotBe(lineage.TraceId, StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void T50_Read_malformed_context_gives_a_new_trace_and_counts(string value)
    {
        var lineage = Read(TestHeaders.Sidecar, HostInTrace, ("traceparent", value), ("tracestate", "a=1"));

        lineage.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
        lineage.Origin.ShouldBe(TraceOrigin.New);
        lineage.ParentId.ShouldBeNull();
        lineage.TraceState.ShouldBeNull();
        lineage.Restarted.ShouldBeTrue();
        lineage.Links.ShouldHaveSingleItem().TraceId.ToHexString().ShouldBe(Trace, "the host's own span stays reachable");
        _recorded.Counts.ShouldBe(["mesh.trace.refused traceparent"]);
    }

    [Fact]
    public void T50_Read_two_headers_restart_even_if_they_are_the_same()
    {
        var lineage = Read(TestHeaders.Sidecar, HostInTrace, ("traceparent", Arrived), ("traceparent", Arrived));

        lineage.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
        lineage.Origin.ShouldBe(TraceOrigin.New);
        _recorded.Counts.ShouldBe(["mesh.trace.refused traceparent"]);
    }

    [Fact]
    public void T51_Read_future_version_is_continued_and_emitted_as_version_00()
    {
        var lineage = Read(TestHeaders.Sidecar, HostInTrace, ("traceparent", $"cc-{Trace}-{Span}-03-future"));

        lineage.TraceId.ShouldBe(Trace);
        lineage.ParentId.ShouldBe(Span);
        lineage.NextHop(null).TraceParent.ShouldStartWith($"00-{Trace}-");
        lineage.NextHop(null).TraceParent.ShouldEndWith("-01");
    }

    [Theory]
    [InlineData("a=1", "b=2", "a=1,b=2")]
    [InlineData("a=1,b=2", "a=3", "a=1,b=2")]
    [InlineData("a=1", "B=2", null)]
    [InlineData("a=1", "b=2\r\nX-Evil: 1", null)]
    [InlineData(" ", "", null)]
    public void T52_Read_several_tracestate_headers_are_one_list_and_traceparent_survives(string first, string second, string? expected)
    {
        var raw = TestHeaders.Raw(("traceparent", Arrived), ("tracestate", first), ("tracestate", second));

        var lineage = Reader().Read(RequestHeaders.Read(raw, TestHeaders.NginxPlan), TestHeaders.Sidecar, HostInTrace);

        lineage.TraceId.ShouldBe(Trace);
        lineage.TraceState.ShouldBe(expected);
        lineage.NextHop(null).TraceState.ShouldBe(expected);
    }

    [Fact]
    public void T54_Read_context_of_an_unproven_hop_is_linked_and_not_continued()
    {
        var lineage = Read(TestHeaders.Unproven, HostInTrace, ("traceparent", Arrived), ("tracestate", "a=1"), ("x-request-id", "id-1"));

        lineage.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
        lineage.Origin.ShouldBe(TraceOrigin.New);
        lineage.ParentId.ShouldBeNull();
        lineage.Sampled.ShouldBeFalse();
        lineage.TraceState.ShouldBeNull();
        lineage.Restarted.ShouldBeTrue();
        lineage.RequestId.ShouldNotBe("id-1", StringComparer.Ordinal);
        var link = lineage.Links.ShouldHaveSingleItem();
        link.TraceId.ToHexString().ShouldBe(Trace);
        link.SpanId.ToHexString().ShouldBe(Span);
        link.TraceState.ShouldBeNull();
        lineage.NextHop(null).TraceParent.ShouldContain(lineage.TraceId);
        Read(TestHeaders.Sidecar, HostInTrace, ("traceparent", Arrived)).TraceId.ShouldBe(Trace, "control");
    }

    [Fact]
    public void T54_Read_legacy_id_of_an_unproven_hop_restarts_too_for_the_host_may_have_followed_it()
    {
        var lineage = Read(TestHeaders.Unproven, HostInTrace, ("Request-Id", Arrived));

        lineage.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
        lineage.Restarted.ShouldBeTrue();
        lineage.Links.ShouldHaveSingleItem().TraceId.ToHexString().ShouldBe(Trace);
        Read(TestHeaders.Sidecar, HostInTrace, ("Request-Id", Arrived)).Restarted.ShouldBeFalse("control");
    }

    [Fact]
    public void T54_Read_with_RestartUntrusted_off_anybodys_context_is_continued_but_not_its_request_id()
    {
        var reader = new LineageReader(new TracingOptions { RestartUntrusted = false }, _recorded.Meters);

        var lineage = reader.Read(TestHeaders.Read(("traceparent", Arrived), ("tracestate", "a=1"), ("x-request-id", "id-1")), TestHeaders.Unproven, HostInTrace);

        lineage.TraceId.ShouldBe(Trace);
        lineage.ParentId.ShouldBe(Span);
        lineage.TraceState.ShouldBe("a=1");
        lineage.RequestId.ShouldNotBe("id-1", StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("\u001b[31mred")]
    [InlineData("a\u202eb")]
    [InlineData("a b")]
    [InlineData("a,b")]
    public void T56_Read_request_id_outside_the_grammar_is_replaced_and_counted(string value)
    {
        var lineage = Read(TestHeaders.Sidecar, Host, ("x-request-id", value));

        lineage.RequestId.ShouldNotContain(value);
        RequestIdentifier.IsValid(lineage.RequestId).ShouldBeTrue();
        _recorded.Counts.ShouldBe(["mesh.trace.refused request_id"]);
    }

    [Fact]
    public void T56_Read_request_id_that_is_too_long_or_repeated_is_replaced()
    {
        Read(TestHeaders.Sidecar, Host, ("x-request-id", new string('a', 10 * 1024))).RequestId.Length.ShouldBe(32);
        Read(TestHeaders.Sidecar, Host, ("x-request-id", "id-1"), ("x-request-id", "id-1")).RequestId.Length.ShouldBe(32);
        Read(TestHeaders.Sidecar, Host, ("x-request-id", "id-1")).RequestId.ShouldBe("id-1", "control");
    }

    [Theory]
    [InlineData("00-33333333333333333333333333333333-b7ad6b7169203331-01", "333")]
    [InlineData("%30%30-33333333333333333333333333333333-b7ad6b7169203331-01", "333")]
    [InlineData($"00-{Trace}-4444444444444444-01", "0af")]
    [InlineData(Arrived, null)]
    public void Read_origin_of_an_event_is_linked_where_it_is_not_the_parent_itself(string origin, string? link)
    {
        var lineage = Read(TestHeaders.Sidecar, HostInTrace, ("traceparent", Arrived), ("ce-traceparent", origin), ("ce-tracestate", "a=1"));

        lineage.TraceId.ShouldBe(Trace);
        lineage.ParentId.ShouldBe(Span);
        lineage.TraceState.ShouldBeNull();
        lineage.Restarted.ShouldBeFalse();
        lineage.Links.Select(static known => known.TraceId.ToHexString()[..3]).ShouldBe(link is null ? [] : [link]);
        lineage.Links.ShouldAllBe(static known => known.TraceState == "a=1");
        _recorded.Counts.ShouldBeEmpty();
    }

    [Fact]
    public void Read_origin_of_an_event_alone_is_no_parent()
    {
        foreach (HopTrust trust in (HopTrust[])[TestHeaders.Sidecar, TestHeaders.Unproven])
        {
            var lineage = Read(trust, Host, ("ce-traceparent", Arrived));

            lineage.TraceId.ShouldBe(HostTrace);
            lineage.Links.ShouldHaveSingleItem().TraceId.ToHexString().ShouldBe(Trace);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("%0a%zz")]
    [InlineData("00-33333333333333333333333333333333-b7ad6b7169203331-01,00-33333333333333333333333333333333-b7ad6b7169203331-01")]
    public void T50_Read_malformed_origin_of_an_event_is_ignored_and_counted(string origin)
    {
        Read(TestHeaders.Sidecar, HostInTrace, ("traceparent", Arrived), ("ce-traceparent", origin)).Links.ShouldBeEmpty();

        _recorded.Counts.ShouldBe(["mesh.trace.refused event"]);
    }

    [Fact]
    public void T54_Read_unproven_event_the_new_root_is_linked_to_both()
    {
        var lineage = Read(TestHeaders.Unproven, HostInTrace, ("traceparent", Arrived), ("ce-traceparent", "00-33333333333333333333333333333333-b7ad6b7169203331-01"));

        lineage.Restarted.ShouldBeTrue();
        lineage.Links.Select(static link => link.TraceId.ToHexString()[..3]).ShouldBe(["0af", "333"]);
    }

    [Fact]
    public void ReadNonHttp_is_the_hosts_own_trace()
    {
        var lineage = LineageReader.ReadNonHttp(Host);

        lineage.TraceId.ShouldBe(HostTrace);
        lineage.Origin.ShouldBe(TraceOrigin.New);
        lineage.RequestId.Length.ShouldBe(32);
        LineageReader.ReadNonHttp("").TraceId.Length.ShouldBe(32);
    }

    private LineageReader Reader() => new(new TracingOptions(), _recorded.Meters);

    private TraceLineage Read(HopTrust trust, string? host, params (string Name, string Value)[] headers) =>
        Reader().Read(TestHeaders.Read(headers), trust, host);
}
