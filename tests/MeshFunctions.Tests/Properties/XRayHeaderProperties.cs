using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class XRayHeaderProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_is_printed_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!XRayHeader.TryParse(text, out var parent))
            {
                parent.ShouldBe(default);
                return false;
            }

            text.ShouldContain("Root=1-");
            XRayHeader.TryParse(XRayHeader.Format(OutboundTraceContext.Of(parent)), out var again).ShouldBeTrue();
            again.ShouldBe(parent);
            return true;
        },
        [
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
            "Sampled=?; Parent=53995C3F42CD8AD8;Root=1-5759E988-bd862e3fe1be46a994272793;Lineage=a87bd80c:1|68fd508a:5",
            "Self=1-67891234-12456789abcdef0123456789;Root=1-5759e988-bd862e3fe1be46a994272793",
        ],
        ";",
        "; ",
        "=",
        "Root=",
        "Self=",
        "Parent=",
        "Sampled=1",
        "1-",
        "Lineage=a:1;");
}
