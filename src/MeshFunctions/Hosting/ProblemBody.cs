using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using MeshFunctions.Tracing;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>The body of a problem answer (RFC 9457 §3).</summary>
internal static class ProblemBody
{
    public const string MediaType = "application/problem+json";

    /// <summary>RFC 9110 §9.3.2.</summary>
    public static bool IsForbiddenFor(string method) => string.Equals(method, "HEAD", StringComparison.OrdinalIgnoreCase);

    public static ReadOnlyMemory<byte> Of(FunctionContext context, Problem problem) => Of(context.Features.Get<TraceLineage>(), problem);

    public static ReadOnlyMemory<byte> Of(TraceLineage? lineage, Problem problem)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", problem.Type);
        json.WriteString("title", problem.Title);
        json.WriteNumber("status", problem.Status);
        if (problem.Detail is { } detail)
        {
            json.WriteString("detail", detail);
        }

        if ((lineage?.TraceId ?? Activity.Current?.TraceId.ToString()) is { } traceId)
        {
            json.WriteString("traceId", traceId);
        }

        if (lineage is not null)
        {
            json.WriteString("requestId", lineage.RequestId);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
