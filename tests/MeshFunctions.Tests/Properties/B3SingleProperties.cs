using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class B3SingleProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_is_printed_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!B3Single.TryParse(text, out var reading))
            {
                reading.ShouldBe(default);
                return false;
            }

            (reading.Parent is not null || reading.Decision is not null).ShouldBeTrue();
            if (reading.Parent is { } parent)
            {
                B3Single.TryParse(B3Single.Format(OutboundTraceContext.Of(parent)), out var again).ShouldBeTrue();
                again.Parent.ShouldBe(parent);
                again.Decision.ShouldBe((parent.Flags & TraceParent.Sampled) != 0);
            }

            return true;
        },
        [
            "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1-05e3ac9a4f6e3b90",
            "64fe8b2a57d3eff7-e457b5a2e4d86bd1-d",
            " 80F198EE56343BA864FE8B2A57D3EFF7-e457b5a2e4d86bd1\t",
            "0",
        ],
        "-",
        "-0",
        "-1",
        "-d",
        "0000000000000000",
        "e457b5a2e4d86bd1",
        " ",
        ",");
}
