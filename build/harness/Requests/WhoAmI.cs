using System.Text.Json;

namespace Harness.Requests;

/// <summary>What <c>GET /api/whoami</c> says of the request that asked.</summary>
internal sealed record WhoAmI(
    bool Proven,
    string? Hop,
    string? Peer,
    string? Caller,
    string TraceId,
    string? ParentId,
    string Origin,
    IReadOnlyList<string> Links,
    string RequestId)
{
    /// <exception cref="FormatException">That is no such answer.</exception>
    public static WhoAmI Parse(Answer answer)
    {
        if (answer.Status != System.Net.HttpStatusCode.OK)
        {
            throw new FormatException($"whoami answered {(int)answer.Status}: {answer.Body}");
        }

        using JsonDocument document = JsonDocument.Parse(answer.Body);
        JsonElement root = document.RootElement;
        JsonElement hop = root.GetProperty("hop");
        JsonElement trace = root.GetProperty("trace");
        JsonElement caller = root.GetProperty("caller");
        return new WhoAmI(
            hop.GetProperty("proven").GetBoolean(),
            hop.GetProperty("by").GetString(),
            root.GetProperty("peer").GetString(),
            caller.ValueKind == JsonValueKind.Null ? null : caller.GetProperty("subject").GetString(),
            trace.GetProperty("traceId").GetString()!,
            trace.GetProperty("parentId").GetString(),
            trace.GetProperty("origin").GetString()!,
            [.. trace.GetProperty("links").EnumerateArray().Select(link => link.GetString()!)],
            root.GetProperty("requestId").GetString()!);
    }
}
