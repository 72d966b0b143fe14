using System.Net;
using System.Text.Json;

namespace Harness.Requests;

/// <summary>What a client got back.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, string? Challenge, string? RequestIdHeader)
{
    /// <summary>The id under which the request is known in every log: from the response's header, else from its JSON body.</summary>
    /// <exception cref="InvalidOperationException">The answer names none.</exception>
    public string RequestId =>
        RequestIdHeader ?? Text("requestId") ?? throw new InvalidOperationException($"An answer {(int)Status} without a request id: {Body}");

    /// <summary>A string member of the JSON body; null where there is none.</summary>
    public string? Text(string member)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(member, out JsonElement value)
                && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        response.Headers.TryGetValues("x-request-id", out IEnumerable<string>? ids);
        string challenge = response.Headers.WwwAuthenticate.ToString();
        return new Answer(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(cancellationToken),
            challenge.Length == 0 ? null : challenge,
            ids?.Distinct(StringComparer.Ordinal).Single());
    }
}
