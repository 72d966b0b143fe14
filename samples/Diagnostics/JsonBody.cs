using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace SampleDiagnostics;

/// <summary>Reads the JSON body of a request.</summary>
public static class JsonBody
{
    private const int MaxLength = 64 * 1024;

    // No unknown and no repeated member, nothing missing, no null where there must be a value.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads the body strictly.</summary>
    /// <returns>The content; null where it is not JSON of that form, not declared as JSON, or longer than 64 KiB.</returns>
    public static async Task<T?> ReadJsonAsync<T>(this HttpRequestData request)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsJson(request))
        {
            return null;
        }

        CancellationToken cancellationToken = request.FunctionContext.CancellationToken;
        byte[] buffer = new byte[MaxLength + 1];
        int length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length > MaxLength)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, length), Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsJson(HttpRequestData request) =>
        request.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values)
        && values.Count == 1
        && MediaTypeHeaderValue.TryParse(values.ToString(), out MediaTypeHeaderValue? type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);
}
