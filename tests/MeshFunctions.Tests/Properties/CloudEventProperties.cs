using MeshFunctions.Headers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Tracing.Triggers;
using Microsoft.AspNetCore.Http;

namespace MeshFunctions.Tests.Properties;

/// <summary>The attributes of one CloudEvent: as keys of the binding data, and as headers.</summary>
public sealed class CloudEventProperties
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly string[] Seeds = [Parent, "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-what", " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02\t"];

    [Fact]
    public void Attributes_never_throw_and_are_read_exactly_where_they_are_a_context() => PropertyRun.Check(
        static text =>
        {
            var isContext = TraceParent.TryParse(text, out var parent);
            foreach (var trigger in (MessageTrigger[])[new EventGridTrigger(), new QueueTrigger()])
            {
                var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["specversion"] = "1.0", ["id"] = "1", ["traceparent"] = text, ["tracestate"] = text };
                var trace = trigger.Read(data);
                (trace?.Single?.Parent).ShouldBe(isContext ? parent : null);
            }

            return isContext;
        },
        Seeds,
        "-",
        "00",
        "ff",
        "-01",
        "0000000000000000",
        " ",
        ",");

    [Fact]
    public void Headers_never_throw_and_what_they_say_can_be_written_and_read_again() => PropertyRun.Check(
        static text =>
        {
            if (!TryRead(text, text, out var context))
            {
                context.ShouldBe(default);
                return false;
            }

            context.IsRemote.ShouldBeTrue();
            var printed = $"00-{context.TraceId}-{context.SpanId}-{(int)context.TraceFlags:x2}";
            TryRead(Uri.EscapeDataString(printed), context.TraceState is { } state ? Uri.EscapeDataString(state) : null, out var again).ShouldBeTrue();
            again.ShouldBe(context);
            return true;
        },
        [.. Seeds, "%30%30%2D0af7651916cd43dd8448eb211c80319c%2Db7ad6b7169203331-01"],
        "-",
        "%2D",
        "%30",
        "%",
        "%zz",
        "%0A",
        "ff",
        ",");

    private static bool TryRead(string parent, string? state, out System.Diagnostics.ActivityContext context)
    {
        var fields = new HeaderDictionary { [MeshHeaderNames.EventTraceParent] = parent, [MeshHeaderNames.EventTraceState] = state };
        return CloudEvent.TryReadHeaders(RequestHeaders.Read(new RequestHeaderFields(fields), TestHeaders.BarePlan), out context);
    }
}
