using Harness.Tree;

namespace EndToEnd.Tests.Tree;

/// <summary>Builds span lines.</summary>
internal static class SpanLines
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    public static SpanLine Span(string tier, string id, string? parent, string traceId = TraceId) =>
        new(tier, $"GET {tier}", traceId, id.PadLeft(16, '0'), parent?.PadLeft(16, '0'), [], 1.5, 200, null, null, "r1");

    /// <summary>A line of a log as a tier writes it.</summary>
    public static string Text(string extra = "") =>
        $$"""{"kind":"span","tier":"edge","name":"GET /api/whoami","traceId":"{{TraceId}}","spanId":"00000000000000a1","parentId":"","ms":0.012e3,"status":200{{extra}}}""";
}
