using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class LegacyRequestIdProperties
{
    [Fact]
    public void TryParse_never_throws_and_the_trace_it_names_is_one() => PropertyRun.Check(
        static text =>
        {
            if (!LegacyRequestId.TryParse(text, out var reading))
            {
                reading.ShouldBe(default);
                return false;
            }

            if (reading.Parent is { } parent)
            {
                text.ShouldContain(parent.TraceIdText, Case.Insensitive);
                LegacyRequestId.TryParse($"|{parent.TraceIdText}.{parent.SpanIdText}.", out var again).ShouldBeTrue();
                again.Parent.ShouldBe(parent with { Flags = 0 });
            }

            return true;
        },
        [
            "|0af7651916cd43dd8448eb211c80319c.b7ad6b7169203331.",
            "|0af7651916cd43dd8448eb211c80319c.1_2.b7ad6b7169203331_",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "0af7651916cd43dd8448eb211c80319c",
        ],
        "|",
        ".",
        "_",
        "1_",
        "-",
        "00-",
        " ");
}
