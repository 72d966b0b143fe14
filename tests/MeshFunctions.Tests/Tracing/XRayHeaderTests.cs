using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class XRayHeaderTests
{
    private const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793";
    private const string TraceId = "5759e988bd862e3fe1be46a994272793";
    private const string Parent = "Parent=53995c3f42cd8ad8";

    [Theory]
    [InlineData($"{Root};{Parent};Sampled=1", true)]
    [InlineData($"{Root};{Parent};Sampled=0", false)]
    [InlineData($"{Root};{Parent};Sampled=?", false)]
    [InlineData($"{Root};{Parent}", false)]
    [InlineData($"Sampled=1;{Parent};{Root}", true)]
    [InlineData($" {Root}; {Parent};\tSampled=1 ", true)]
    [InlineData($"{Root};{Parent};Sampled=1;", true)]
    [InlineData($"{Root};{Parent};Sampled=1;Lineage=a87bd80c:1|68fd508a:5", true)]
    [InlineData($"Self=1-67891234-12456789abcdef012345678;{Root};{Parent};Sampled=1;CalledFrom=app", true)]
    public void TryParse_examples_of_the_documentation_are_read(string text, bool sampled)
    {
        // AWS X-Ray developer guide, "Tracing header"; Elastic Load Balancing guide, "Request tracing"; AWS Lambda API, "TraceHeader".
        XRayHeader.TryParse(text, out var parent).ShouldBeTrue();

        parent.TraceIdText.ShouldBe(TraceId);
        parent.SpanIdText.ShouldBe("53995c3f42cd8ad8");
        parent.Flags.ShouldBe(sampled ? TraceParent.Sampled : (byte)0);
    }

    [Fact]
    public void TryParse_root_of_a_load_balancer_gets_a_parent_that_is_made_here()
    {
        XRayHeader.TryParse(Root, out var first).ShouldBeTrue();
        XRayHeader.TryParse(Root, out var second).ShouldBeTrue();

        first.TraceIdText.ShouldBe(TraceId);
        first.Span.ShouldNotBe(0ul);
        first.Span.ShouldNotBe(second.Span);
    }

    [Fact]
    public void TryParse_upper_case_is_lowered()
    {
        XRayHeader.TryParse("Root=1-5759E988-BD862E3FE1BE46A994272793;Parent=53995C3F42CD8AD8;Sampled=1", out var parent).ShouldBeTrue();

        XRayHeader.Format(OutboundTraceContext.Of(parent)).ShouldBe($"{Root};{Parent};Sampled=1");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    [InlineData(Parent)]
    [InlineData($"{Parent};Sampled=1")]
    [InlineData("Self=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=2-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=1-00000000-000000000000000000000000")]
    [InlineData("Root=1-5759e988bd862e3fe1be46a994272793")]
    [InlineData("Root=1-5759e98-8bd862e3fe1be46a994272793")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a9942727933")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279g")]
    [InlineData("root=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData($"{Root};{Root}")]
    [InlineData($"{Root};Root=1-5759e989-bd862e3fe1be46a994272793")]
    [InlineData($"{Root};{Parent};{Parent}")]
    [InlineData($"{Root};Parent=0000000000000000")]
    [InlineData($"{Root};Parent=53995c3f42cd8ad")]
    [InlineData($"{Root};Parent=")]
    [InlineData($"{Root};{Parent};Sampled=2")]
    [InlineData($"{Root};{Parent};Sampled=")]
    [InlineData($"{Root};{Parent};Sampled=1;Sampled=0")]
    [InlineData($"{Root};{Parent};Sampled=1;flag")]
    [InlineData($"{Root};{Parent};=1")]
    [InlineData($"{Root};{Parent};x=a b")]
    [InlineData($"{Root};{Parent};x=\u00e9")]
    [InlineData($"{Root};{Parent}\r\nX-Evil: 1")]
    [InlineData($"{Root},{Root}")]
    public void T55_TryParse_anything_else_is_invalid(string text)
    {
        XRayHeader.TryParse(text, out var parent).ShouldBeFalse();
        parent.ShouldBe(default);
    }

    [Fact]
    public void T55_TryParse_over_8192_characters_is_invalid()
    {
        var text = $"{Root};{Parent};x=";

        XRayHeader.TryParse(text.PadRight(XRayHeader.MaxLength, 'x'), out _).ShouldBeTrue();
        XRayHeader.TryParse(text.PadRight(XRayHeader.MaxLength + 1, 'x'), out _).ShouldBeFalse();
    }
}
