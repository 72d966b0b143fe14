using MeshFunctions.Headers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Tracing;

public sealed class BaggageReaderTests : IDisposable
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private readonly RecordedMeters _recorded = new();

    public static TheoryData<string> Parents => ["", Parent, "garbage"];

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [MemberData(nameof(Parents))]
    public void T53_Read_named_baggage_of_a_proven_hop_is_there_whatever_becomes_of_the_trace(string traceParent)
    {
        var lineage = Read(["tenant"], TestHeaders.Sidecar, ("traceparent", traceParent), ("baggage", "tenant=blue;x,secret=1"), ("baggage", "tenant=%0A"));

        string.Join(',', lineage.Baggage).ShouldBe("tenant=blue;x,tenant=%0A");
        lineage.Baggage[0].Key.ShouldBe("tenant");
        lineage.Baggage[0].Properties.ShouldBe("x");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void T53_Read_baggage_of_an_unproven_hop_is_not_there(bool restart)
    {
        var options = new TracingOptions { RestartUntrusted = restart, Baggage = { "tenant" } };

        Read(options, TestHeaders.Unproven, ("traceparent", Parent), ("baggage", "tenant=blue")).Baggage.ShouldBeEmpty();
        Read(options, TestHeaders.Sidecar, ("traceparent", Parent), ("baggage", "tenant=blue")).Baggage.Count.ShouldBe(1, "control");
    }

    [Fact]
    public void Read_without_a_name_all_baggage_is_dropped()
    {
        Read([], TestHeaders.Sidecar, ("baggage", "tenant=blue")).Baggage.ShouldBeEmpty();
        _recorded.Counts.ShouldBeEmpty();
    }

    [Fact]
    public void T53_Read_what_is_malformed_or_too_much_is_counted()
    {
        var many = string.Join(',', Enumerable.Range(0, 70).Select(static index => $"tenant={index}"));

        Read(["tenant"], TestHeaders.Sidecar, ("baggage", $"a b=c,{many}")).Baggage.Count.ShouldBe(63);

        _recorded.Counts.ShouldBe(["mesh.baggage.dropped malformed", "mesh.baggage.dropped excess"]);
    }

    private TraceLineage Read(string[] names, HopTrust trust, params (string, string)[] headers)
    {
        var options = new TracingOptions();
        foreach (var name in names)
        {
            options.Baggage.Add(name);
        }

        return Read(options, trust, headers);
    }

    private TraceLineage Read(TracingOptions options, HopTrust trust, params (string, string)[] headers)
    {
        var read = RequestHeaders.Read(new HttpHeaderFields(TestHeaders.Raw(headers)), TestHeaders.NginxPlan);
        return new LineageReader(options, _recorded.Meters).Read(read, trust, Parent);
    }
}
