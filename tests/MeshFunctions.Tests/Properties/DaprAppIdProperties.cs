using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Tests.Properties;

public sealed class DaprAppIdProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_it_reads_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!DaprAppId.TryParse(text, out var id))
            {
                id.ShouldBe(default);
                return false;
            }

            id.ToString().ShouldBe(text);
            text.Count(static unit => unit == '/').ShouldBe(1);
            text.All(static unit => char.IsAsciiLetterOrDigit(unit) || "-_./".Contains(unit, StringComparison.Ordinal)).ShouldBeTrue();
            DaprAppId.TryParse(id.ToString(), out var again).ShouldBeTrue();
            again.ShouldBe(id);
            return true;
        },
        ["pay/checkout", "default/Orders_API.v1", "a/b"],
        "/",
        "-",
        ".",
        "_",
        "dapr:",
        "pay");
}
