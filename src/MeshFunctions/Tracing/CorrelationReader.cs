using MeshFunctions.Headers;

namespace MeshFunctions.Tracing;

/// <summary>Reads <see cref="CorrelationIds"/>. What is not safe in a log is as if it were absent: nothing depends on these ids.</summary>
internal static class CorrelationReader
{
    public static CorrelationIds? Read(RequestHeaders headers)
    {
        var client = Read(headers, MeshHeader.ClientRequestId);
        var correlation = Read(headers, MeshHeader.CorrelationRequestId);
        var legacy = Read(headers, MeshHeader.LegacyRequestId);
        return client is null && correlation is null && legacy is null ? null : new CorrelationIds(client, correlation, legacy);
    }

    private static string? Read(RequestHeaders headers, MeshHeader header) =>
        headers.Trace(header) is { } value && RequestIdentifier.IsValid(value) ? value : null;
}
