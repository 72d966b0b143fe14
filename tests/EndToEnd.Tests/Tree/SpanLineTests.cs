using Harness.Tree;

namespace EndToEnd.Tests.Tree;

public sealed class SpanLineTests
{
    [Fact]
    public void TryParse_line_of_nginx_reads_every_field()
    {
        string line = SpanLines.Text(""","peer":"CN=edge","caller":null,"requestId":"r1","links":["4bf92f3577b34da6a3ce929d0e0e4736"]""");

        SpanLine.TryParse(line, out SpanLine? span).ShouldBeTrue();

        span.Tier.ShouldBe("edge");
        span.Name.ShouldBe("GET /api/whoami");
        span.TraceId.ShouldBe(SpanLines.TraceId);
        span.SpanId.ShouldBe("00000000000000a1");
        span.ParentId.ShouldBeNull();
        span.Milliseconds.ShouldBe(12);
        span.Status.ShouldBe(200);
        span.Peer.ShouldBe("CN=edge");
        span.Caller.ShouldBeNull();
        span.RequestId.ShouldBe("r1");
        span.Links.ShouldBe(["4bf92f3577b34da6a3ce929d0e0e4736"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("INFO: started")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"kind":"log","tier":"catalog","message":"kind span"}""")]
    [InlineData("""{"Timestamp":"2026-11-21","LogLevel":"Information","Message":"x"}""")]
    public void TryParse_line_that_is_no_span_is_false(string line) => SpanLine.TryParse(line, out _).ShouldBeFalse();

    [Theory]
    [InlineData("\"spanId\":\"00000000000000a1\"", "\"spanId\":\"00000000000000A1\"")]
    [InlineData("\"spanId\":\"00000000000000a1\"", "\"spanId\":\"a1\"")]
    [InlineData("\"parentId\":\"\"", "\"parentId\":\"zz\"")]
    [InlineData("\"ms\":0.012e3,", "")]
    [InlineData("\"tier\":\"edge\",", "")]
    [InlineData("\"name\":\"GET /api/whoami\",", "")]
    public void TryParse_span_that_cannot_be_joined_throws(string part, string replacement)
    {
        string line = SpanLines.Text().Replace(part, replacement, StringComparison.Ordinal);

        Should.Throw<FormatException>(() => SpanLine.TryParse(line, out _));
    }
}
