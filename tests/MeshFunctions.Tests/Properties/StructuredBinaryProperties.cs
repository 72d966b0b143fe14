using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Properties;

/// <summary>The values of RFC 9440's fields.</summary>
public sealed class StructuredBinaryProperties
{
    private static readonly string[] Tokens = [":", ";", ",", "=", ";a=1", ";b=\"x\"", ":aGk=:", "?1", "@1", "(", ")", " ", "%\""];

    [Fact]
    public void TryDecodeItem_never_throws_and_what_it_reads_can_be_printed_and_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!StructuredBinary.TryDecodeItem(text, out var value))
            {
                value.ShouldBeEmpty();
                return false;
            }

            StructuredBinary.IsList(text).ShouldBeTrue("an item is a list of one");
            StructuredBinary.TryDecodeItem(StructuredBinary.Encode(value), out var again).ShouldBeTrue();
            again.ShouldBe(value);
            return true;
        },
        [":aGVsbG8gd29ybGQ=:", ":aGk=:;a;b=1.5;c=\"x\\\"\"", "::"],
        Tokens);

    [Fact]
    public void IsList_never_throws() => PropertyRun.Check(StructuredBinaryIsList, [":aGk=:", ":aGk=:, :aGk=:;a=1,:aGVsbG8=:"], Tokens);

    private static bool StructuredBinaryIsList(string text) => StructuredBinary.IsList(text);
}
