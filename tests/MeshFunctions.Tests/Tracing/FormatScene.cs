using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

/// <summary>A format as its senders write it.</summary>
internal sealed record FormatScene(TraceFormat Format, TraceOrigin Origin, string Reason, Func<string, string, (string Name, string Value)[]> Headers)
{
    private static readonly FormatScene[] Scenes =
    [
        new(TraceFormat.W3C, TraceOrigin.W3C, "traceparent", static (trace, span) => [("traceparent", $"00-{trace}-{span}-01")])
        {
            Malformed = [[("traceparent", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")], [("traceparent", "\u001b[31mred")]],
        },
        new(TraceFormat.B3, TraceOrigin.B3, "b3", static (trace, span) => [("b3", $"{trace}-{span}-1")])
        {
            Malformed = [[("b3", "00000000000000000000000000000000-b7ad6b7169203331-1")], [("b3", "\u001b[31mred")]],
        },
        new(TraceFormat.B3Multi, TraceOrigin.B3, "b3", static (trace, span) => [("X-B3-TraceId", trace), ("X-B3-SpanId", span), ("X-B3-Sampled", "1")])
        {
            Malformed = [[("X-B3-TraceId", "0af7651916cd43dd8448eb211c80319c")], [("X-B3-TraceId", "red"), ("X-B3-SpanId", "b7ad6b7169203331")]],
        },
        new(TraceFormat.XRay, TraceOrigin.XRay, "xray", static (trace, span) => [("X-Amzn-Trace-Id", $"Root=1-{trace[..8]}-{trace[8..]};Parent={span};Sampled=1")])
        {
            Malformed = [[("X-Amzn-Trace-Id", "Parent=53995c3f42cd8ad8;Sampled=1")], [("X-Amzn-Trace-Id", "\u001b[31mred")]],
        },
        new(TraceFormat.RequestId, TraceOrigin.RequestId, "legacy_request_id", static (trace, span) => [("Request-Id", $"|{trace}.{span}.")])
        {
            Malformed = [[("Request-Id", "|0af7651916cd43dd8448eb211c80319c.\u001b[31m")], [("Request-Id", "|" + new string('a', 1024))]],
        },
    ];

    /// <summary>Every format, in the order of precedence.</summary>
    public static TheoryData<TraceFormat> All => [.. Scenes.Select(static scene => scene.Format)];

    /// <summary>Every pair of formats, the one that goes before first.</summary>
    public static TheoryData<TraceFormat, TraceFormat> Pairs
    {
        get
        {
            TheoryData<TraceFormat, TraceFormat> pairs = [];
            for (var first = 0; first < Scenes.Length; first++)
            {
                for (var second = first + 1; second < Scenes.Length; second++)
                {
                    pairs.Add(Scenes[first].Format, Scenes[second].Format);
                }
            }

            return pairs;
        }
    }

    public (string Name, string Value)[][] Malformed { get; private init; } = [];

    public static FormatScene Of(TraceFormat format) => Scenes[(int)format];
}
