using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class B3SingleTests
{
    private const string TraceId = "80f198ee56343ba864fe8b2a57d3eff7";
    private const string SpanId = "e457b5a2e4d86bd1";

    [Theory]
    [InlineData($"{TraceId}-{SpanId}-1-05e3ac9a4f6e3b90", true)]
    [InlineData($"{TraceId}-{SpanId}-d-05e3ac9a4f6e3b90", true)]
    [InlineData($"{TraceId}-{SpanId}-1", true)]
    [InlineData($"{TraceId}-{SpanId}-0", false)]
    [InlineData($"{TraceId}-{SpanId}", null)]
    [InlineData($" \t{TraceId}-{SpanId}-1\t ", true)]
    public void TryParse_examples_of_the_specification_are_read(string text, bool? decision)
    {
        // openzipkin/b3-propagation, "Single Header".
        B3Single.TryParse(text, out var reading).ShouldBeTrue();

        var parent = reading.Parent.ShouldNotBeNull();
        parent.TraceIdText.ShouldBe(TraceId);
        parent.SpanIdText.ShouldBe(SpanId, "the id of B3's parent is the sender's own affair");
        parent.Flags.ShouldBe(decision is true ? TraceParent.Sampled : (byte)0);
        reading.Decision.ShouldBe(decision);
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("d", true)]
    [InlineData(" 0\t", false)]
    public void TryParse_decision_alone_is_valid_without_ids(string text, bool decision)
    {
        // "Single Header": "b3: 0" denies.
        B3Single.TryParse(text, out var reading).ShouldBeTrue();

        reading.Parent.ShouldBeNull();
        reading.Decision.ShouldBe(decision);
    }

    [Fact]
    public void TryParse_trace_id_of_64_bits_is_the_right_half()
    {
        // "TraceId": 64 or 128 bits.
        B3Single.TryParse($"64fe8b2a57d3eff7-{SpanId}-1", out var reading).ShouldBeTrue();

        reading.Parent!.Value.TraceIdText.ShouldBe("000000000000000064fe8b2a57d3eff7");
    }

    [Fact]
    public void TryParse_upper_case_is_lowered()
    {
        B3Single.TryParse($"{TraceId.ToUpperInvariant()}-{SpanId.ToUpperInvariant()}-1", out var reading).ShouldBeTrue();

        B3Single.Format(OutboundTraceContext.Of(reading.Parent!.Value)).ShouldBe($"{TraceId}-{SpanId}-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("2")]
    [InlineData("D")]
    [InlineData("true")]
    [InlineData(TraceId)]
    [InlineData($"{TraceId}-")]
    [InlineData($"{TraceId}-{SpanId}-")]
    [InlineData($"{TraceId}-{SpanId}-2")]
    [InlineData($"{TraceId}-{SpanId}-true")]
    [InlineData($"{TraceId}-{SpanId}-1-")]
    [InlineData($"{TraceId}-{SpanId}-1-05e3ac9a4f6e3b9")]
    [InlineData($"{TraceId}-{SpanId}-1-05e3ac9a4f6e3b90-1")]
    [InlineData($"{TraceId}-{SpanId}-05e3ac9a4f6e3b90")]
    [InlineData($"{TraceId}-{SpanId} -1")]
    [InlineData($"00000000000000000000000000000000-{SpanId}-1")]
    [InlineData($"0000000000000000-{SpanId}-1")]
    [InlineData($"{TraceId}-0000000000000000-1")]
    [InlineData($"80f198ee56343ba864fe8b2a-{SpanId}-1")]
    [InlineData($"80f198ee56343ba864fe8b2a57d3efg7-{SpanId}-1")]
    [InlineData($"{TraceId}-{SpanId}-1\r\nX-Evil: 1")]
    [InlineData($"{TraceId}-{SpanId}-1,{TraceId}-{SpanId}-1")]
    [InlineData($"{TraceId}-e457b5a2e4d86bd\u0661-1")]
    [InlineData($"-{TraceId}-{SpanId}")]
    public void T55_TryParse_anything_else_is_invalid(string text)
    {
        B3Single.TryParse(text, out var reading).ShouldBeFalse();
        reading.ShouldBe(default);
    }
}
