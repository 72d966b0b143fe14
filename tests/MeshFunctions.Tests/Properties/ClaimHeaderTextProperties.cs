using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;

namespace MeshFunctions.Tests.Properties;

public sealed class ClaimHeaderTextProperties
{
    [Theory]
    [InlineData(null)]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData(' ')]
    public void TryParse_never_throws_and_what_it_reads_is_plain_and_can_be_read_again(char? separator) => PropertyRun.Check(
        text =>
        {
            if (!ClaimHeaderText.TryParse(text, separator, out var values))
            {
                values.ShouldBeEmpty();
                return false;
            }

            values.All(value => value.Length > 0 && value.All(static unit => unit >= ' ' && unit <= '~') && (separator == null || !value.Contains(separator.Value))).ShouldBeTrue();
            ClaimHeaderText.TryParse(string.Join(separator ?? '?', values), separator, out var again).ShouldBeTrue();
            again.ShouldBe(values);
            return true;
        },
        ["rita", "staff,night shift", "a;b, c ;d", "a b c"],
        ",",
        ";",
        " ",
        "\t",
        "x",
        "\u00e9",
        "\u0001");
}
