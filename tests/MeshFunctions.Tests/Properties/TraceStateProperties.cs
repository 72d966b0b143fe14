using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class TraceStateProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_is_printed_can_be_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!TraceState.TryParse(text, out var state))
            {
                state.ShouldBeEmpty();
                return false;
            }

            state.Length.ShouldBeLessThanOrEqualTo(TraceState.MaxLength);
            state.All(static character => character >= ' ' && character <= '~').ShouldBeTrue();
            TraceState.TryParse(state, out var again).ShouldBeTrue();
            again.ShouldBeSameAs(state, "what is tidy is passed on as it is");
            return true;
        },
        [
            "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
            "a=1, \t ,b@c/d*-_=x y,a=2",
            "long=0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789,a=1",
        ],
        ",",
        "=",
        "a=1",
        ",tenant@system=1",
        ",, \t,",
        ";");
}
