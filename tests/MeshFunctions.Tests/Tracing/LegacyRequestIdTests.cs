using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class LegacyRequestIdTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    [Theory]
    [InlineData($"|{TraceId}.{SpanId}.", SpanId)]
    [InlineData($"|{TraceId}.{SpanId}_", SpanId)]
    [InlineData($"|{TraceId}.1_2.{SpanId}.", SpanId)]
    [InlineData($"|0AF7651916CD43DD8448EB211C80319C.{SpanId}.", SpanId)]
    [InlineData($"00-{TraceId}-{SpanId}-01", SpanId)]
    [InlineData($" |{TraceId}.{SpanId}.\t", SpanId)]
    [InlineData($"|{TraceId}.", null)]
    [InlineData($"|{TraceId}.1_2.", null)]
    [InlineData($"|{TraceId}.0000000000000000.", null)]
    [InlineData($"|{TraceId}", null)]
    [InlineData(TraceId, null)]
    public void TryParse_root_that_is_a_trace_id_is_continued(string text, string? spanId)
    {
        // HTTP Correlation Protocol, "Hierarchical Request-Id"; wire-formats §1.6.
        LegacyRequestId.TryParse(text, out var reading).ShouldBeTrue();

        var parent = reading.Parent.ShouldNotBeNull();
        parent.TraceIdText.ShouldBe(TraceId);
        parent.Span.ShouldNotBe(0ul);
        if (spanId is not null)
        {
            parent.SpanIdText.ShouldBe(spanId);
        }
    }

    [Theory]
    [InlineData("|1e2f3a4b.1_2.")]
    [InlineData("|00000000000000000000000000000000.1.")]
    [InlineData("flat-id")]
    [InlineData("||0af7651916cd43dd8448eb211c80319c.1.")]
    [InlineData("|0af7651916cd43dd8448eb211c80319.b7ad6b7169203331.")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    public void TryParse_other_id_is_valid_and_names_no_trace(string text)
    {
        LegacyRequestId.TryParse(text, out var reading).ShouldBeTrue();
        reading.ShouldBe(default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\t")]
    [InlineData($"|{TraceId}.{SpanId}.\r\nX-Evil: 1")]
    [InlineData($"|{TraceId}. 1.")]
    [InlineData($"|{TraceId}.\u202e.")]
    [InlineData("\u001b[31mred")]
    public void T55_TryParse_anything_else_is_invalid(string text)
    {
        LegacyRequestId.TryParse(text, out var reading).ShouldBeFalse();
        reading.ShouldBe(default);
    }

    [Fact]
    public void T55_TryParse_over_1024_characters_is_invalid()
    {
        LegacyRequestId.TryParse($"|{TraceId}.".PadRight(1024, '1'), out _).ShouldBeTrue();
        LegacyRequestId.TryParse($"|{TraceId}.".PadRight(1025, '1'), out _).ShouldBeFalse();
    }
}
