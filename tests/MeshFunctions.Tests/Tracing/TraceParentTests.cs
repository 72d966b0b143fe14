using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class TraceParentTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    [Fact]
    public void TryParse_example_of_the_specification_is_read()
    {
        // W3C Trace Context Level 2 §3.2.4.
        TraceParent.TryParse($"00-{TraceId}-{SpanId}-01", out var parent).ShouldBeTrue();

        parent.TraceId.ToHexString().ShouldBe(TraceId);
        parent.SpanId.ToHexString().ShouldBe(SpanId);
        parent.Flags.ShouldBe(TraceParent.Sampled);
        parent.ToString().ShouldBe($"00-{TraceId}-{SpanId}-01");
    }

    [Theory]
    [InlineData("00", "00")]
    [InlineData("01", "01")]
    [InlineData("02", "02")]
    [InlineData("03", "03")]
    [InlineData("ff", "03")]
    [InlineData("09", "01")]
    [InlineData("f8", "00")]
    public void TryParse_flags_are_masked_and_never_compared(string arrived, string emitted)
    {
        TraceParent.TryParse($"00-{TraceId}-{SpanId}-{arrived}", out var parent).ShouldBeTrue();

        parent.ToString().ShouldEndWith("-" + emitted);
    }

    [Theory]
    [InlineData(" ", "")]
    [InlineData("", " \t")]
    [InlineData("\t", "\t\t ")]
    public void T50_TryParse_spaces_and_tabs_around_are_trimmed(string before, string after) =>
        TraceParent.TryParse($"{before}00-{TraceId}-{SpanId}-01{after}", out _).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData($"00-0AF7651916CD43DD8448EB211C80319C-{SpanId}-01")]
    [InlineData($"00-{TraceId}-B7AD6B7169203331-01")]
    [InlineData($"00-{TraceId}-{SpanId}-0A")]
    [InlineData($"0A-{TraceId}-{SpanId}-01")]
    [InlineData($"ff-{TraceId}-{SpanId}-01")]
    [InlineData($"FF-{TraceId}-{SpanId}-01")]
    [InlineData($"00-00000000000000000000000000000000-{SpanId}-01")]
    [InlineData($"00-{TraceId}-0000000000000000-01")]
    [InlineData($"cc-00000000000000000000000000000000-{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-1")]
    [InlineData($"00-{TraceId}-{SpanId}-")]
    [InlineData($"00-{TraceId}-{SpanId}")]
    [InlineData($"00-{TraceId}-b7ad6b716920333-01")]
    [InlineData($"00-0af7651916cd43dd8448eb211c80319-{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-01.")]
    [InlineData($"00-{TraceId}-{SpanId}-01-x")]
    [InlineData($"00-{TraceId}-{SpanId}-01-")]
    [InlineData($"00-{TraceId}-{SpanId}-01,00-{TraceId}-{SpanId}-01")]
    [InlineData($"000-{TraceId}-{SpanId}-01")]
    [InlineData($"0-{TraceId}-{SpanId}-01")]
    [InlineData($".0-{TraceId}-{SpanId}-01")]
    [InlineData($"00_{TraceId}_{SpanId}_01")]
    [InlineData($"00 {TraceId}-{SpanId}-01")]
    [InlineData($"00- {TraceId}-{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-0x")]
    [InlineData($"\n00-{TraceId}-{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-01\n")]
    [InlineData($"00-{TraceId}-{SpanId}-01\0")]
    [InlineData($"00-0af7651916cd43dd8448eb211c80319\u0441-{SpanId}-01")]
    [InlineData($"|{TraceId}.{SpanId}.")]
    public void T50_TryParse_anything_else_is_invalid(string text)
    {
        TraceParent.TryParse(text, out var parent).ShouldBeFalse();
        parent.ShouldBe(default);
    }

    [Theory]
    [InlineData($"cc-{TraceId}-{SpanId}-01")]
    [InlineData($"cc-{TraceId}-{SpanId}-03-what-the-future-will-be-like")]
    [InlineData($"01-{TraceId}-{SpanId}-ff-")]
    public void T51_TryParse_future_version_is_read_by_its_first_four_fields_and_sampled_alone(string text)
    {
        TraceParent.TryParse(text, out var parent).ShouldBeTrue();

        parent.ToString().ShouldBe($"00-{TraceId}-{SpanId}-01");
    }

    [Theory]
    [InlineData($"cc-{TraceId}-{SpanId}-01.what-the-future-will-be-like")]
    [InlineData($"cc-{TraceId}-{SpanId}-0")]
    [InlineData($"cc-{TraceId}-{SpanId}-01what")]
    public void T51_TryParse_future_version_that_breaks_the_first_fields_is_invalid(string text) =>
        TraceParent.TryParse(text, out _).ShouldBeFalse();
}
