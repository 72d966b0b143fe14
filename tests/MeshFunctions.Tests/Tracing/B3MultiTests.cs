using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class B3MultiTests
{
    private const string TraceId = "80f198ee56343ba864fe8b2a57d3eff7";
    private const string SpanId = "e457b5a2e4d86bd1";

    [Theory]
    [InlineData("1", "", true)]
    [InlineData("0", "", false)]
    [InlineData("", "", null)]
    [InlineData("", "1", true)]
    [InlineData("0", "1", true)]
    [InlineData("true", "", true)]
    [InlineData("false", "", false)]
    [InlineData("TRUE", "", null)]
    [InlineData("yes", "2", null)]
    [InlineData("1", "d", true)]
    [InlineData(" 1\t", " ", true)]
    public void TryParse_examples_of_the_specification_are_read(string sampled, string flags, bool? decision)
    {
        // openzipkin/b3-propagation, "Multiple Headers": Sampling State, Debug Flag.
        B3Multi.TryParse(TraceId, SpanId, sampled, flags, out var reading).ShouldBeTrue();

        var parent = reading.Parent.ShouldNotBeNull();
        parent.TraceIdText.ShouldBe(TraceId);
        parent.SpanIdText.ShouldBe(SpanId);
        parent.Flags.ShouldBe(decision is true ? TraceParent.Sampled : (byte)0);
        reading.Decision.ShouldBe(decision);
    }

    [Theory]
    [InlineData("463ac35c9f6413ad", "0000000000000000463ac35c9f6413ad")]
    [InlineData(" 463AC35C9F6413AD ", "0000000000000000463ac35c9f6413ad")]
    [InlineData("463ac35c9f6413ad48485a3953bb6124", "463ac35c9f6413ad48485a3953bb6124")]
    public void TryParse_trace_ids_of_the_specification_are_of_64_or_128_bits(string traceId, string expected)
    {
        // "Identifiers", "TraceId".
        B3Multi.TryParse(traceId, "a2fb4a1d1a96d312", "1", "", out var reading).ShouldBeTrue();

        reading.Parent!.Value.TraceIdText.ShouldBe(expected);
    }

    [Theory]
    [InlineData("0", "", false)]
    [InlineData("1", "", true)]
    [InlineData("", "1", true)]
    [InlineData("", "", null)]
    [InlineData("maybe", "", null)]
    public void TryParse_without_ids_there_is_at_most_a_decision(string sampled, string flags, bool? decision)
    {
        B3Multi.TryParse("", " ", sampled, flags, out var reading).ShouldBeTrue();

        reading.ShouldBe(new TraceReading(Parent: null, decision));
    }

    [Theory]
    [InlineData(TraceId, "")]
    [InlineData("", SpanId)]
    [InlineData(TraceId, "e457b5a2e4d86bd")]
    [InlineData(TraceId, "0000000000000000")]
    [InlineData("0000000000000000", SpanId)]
    [InlineData("80f198ee56343ba864fe8b2a", SpanId)]
    [InlineData("80f198ee56343ba864fe8b2a57d3eff7\n", SpanId)]
    [InlineData($"{TraceId}-{SpanId}", SpanId)]
    [InlineData(TraceId, "e457b5a2e4d86bdx")]
    public void T55_TryParse_ids_that_are_wrong_make_it_all_invalid(string traceId, string spanId)
    {
        B3Multi.TryParse(traceId, spanId, "1", "1", out var reading).ShouldBeFalse();
        reading.ShouldBe(default);
    }
}
