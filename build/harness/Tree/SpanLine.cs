using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Harness.Tree;

/// <summary>One span as a tier wrote it to its own log: one JSON object on one line, <c>"kind":"span"</c>.</summary>
internal sealed record SpanLine(
    string Tier,
    string Name,
    string TraceId,
    string SpanId,
    string? ParentId,
    IReadOnlyList<string> Links,
    double Milliseconds,
    int? Status,
    string? Peer,
    string? Caller,
    string? RequestId)
{
    /// <summary>Reads a line of a log; false for every line that is no span.</summary>
    /// <exception cref="FormatException">The line says that it is a span, but is none that can be joined.</exception>
    public static bool TryParse(string line, [NotNullWhen(true)] out SpanLine? span)
    {
        span = null;
        if (!line.StartsWith('{'))
        {
            return false;
        }

        using JsonDocument? document = Read(line);
        if (document is null || !string.Equals(Text(document.RootElement, "kind"), "span", StringComparison.Ordinal))
        {
            return false;
        }

        JsonElement root = document.RootElement;
        span = new SpanLine(
            Text(root, "tier") ?? throw new FormatException($"A span without a tier: {line}"),
            Text(root, "name") ?? throw new FormatException($"A span without a name: {line}"),
            Id(root, "traceId", 32, line),
            Id(root, "spanId", 16, line),
            Text(root, "parentId") is null ? null : Id(root, "parentId", 16, line),
            ReadLinks(root),
            Number(root, "ms") ?? throw new FormatException($"A span without its duration: {line}"),
            Number(root, "status") is { } status ? (int)status : null,
            Text(root, "peer"),
            Text(root, "caller"),
            Text(root, "requestId"));
        return true;
    }

    private static JsonDocument? Read(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Nginx cannot write null: what it does not know is the empty string.
    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static double? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Id(JsonElement root, string name, int length, string line) =>
        Text(root, name) is { } id && id.Length == length && id.All(char.IsAsciiHexDigitLower)
            ? id
            : throw new FormatException($"A span whose {name} is not {length} lower-case hex digits: {line}");

    private static string[] ReadLinks(JsonElement root) =>
        root.TryGetProperty("links", out JsonElement links) && links.ValueKind == JsonValueKind.Array
            ? [.. links.EnumerateArray().Select(link => link.GetString() ?? "")]
            : [];
}
