using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class B3MultiProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_is_printed_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            // One text is all four headers, so that each grows by itself.
            var fields = text.Split(';');
            if (!B3Multi.TryParse(Field(fields, 0), Field(fields, 1), Field(fields, 2), Field(fields, 3), out var reading))
            {
                reading.ShouldBe(default);
                return false;
            }

            if (reading.Parent is { } parent)
            {
                var sampled = (parent.Flags & TraceParent.Sampled) != 0;
                B3Multi.TryParse(parent.TraceIdText, parent.SpanIdText, sampled ? "1" : "0", "", out var again).ShouldBeTrue();
                again.Parent.ShouldBe(parent);
                again.Decision.ShouldBe(sampled);
            }

            return reading.Parent is not null;
        },
        [
            "80f198ee56343ba864fe8b2a57d3eff7;e457b5a2e4d86bd1;1;",
            "64fe8b2a57d3eff7;e457b5a2e4d86bd1;0;1",
            " 80F198EE56343BA864FE8B2A57D3EFF7; E457B5A2E4D86BD1;true;",
        ],
        ";",
        "0",
        "1",
        "true",
        "0000000000000000",
        " ",
        "-");

    private static string Field(string[] fields, int index) => index < fields.Length ? fields[index] : "";
}
