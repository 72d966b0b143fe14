using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class TraceParentProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_is_printed_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!TraceParent.TryParse(text, out var parent))
            {
                parent.ShouldBe(default);
                return false;
            }

            parent.ToString().Length.ShouldBe(TraceParent.Length);
            TraceParent.TryParse(parent.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(parent);
            return true;
        },
        [
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-what-the-future-will-be-like",
            " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02\t",
        ],
        "-",
        "00",
        "ff",
        "-01",
        "0000000000000000",
        " ",
        ",");
}
