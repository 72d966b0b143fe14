using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class RequestIdentifierProperties
{
    [Fact]
    public void IsValid_never_throws_and_what_is_valid_is_safe_in_any_log() => PropertyRun.Check(
        static text =>
        {
            if (!RequestIdentifier.IsValid(text))
            {
                return false;
            }

            text.Length.ShouldBeInRange(1, 128);
            text.All(static character => char.IsAsciiLetterOrDigit(character) || "-_.:|=".Contains(character)).ShouldBeTrue();
            return true;
        },
        [
            "0af7651916cd43dd8448eb211c80319c",
            "f81d4fae-7dec-91d0-a765-00a0c91e6bf6",
            "|0af7651916cd43dd8448eb211c80319c.b7ad6b7169203331.",
        ],
        "-",
        "_",
        ".",
        ":",
        "|",
        "=",
        " ",
        "0123456789012345678901234567890123456789012345678901234567890123456789");
}
