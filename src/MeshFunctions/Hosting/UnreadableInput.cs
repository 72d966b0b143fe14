using System.Net.Http.Headers;
using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Hosting;

/// <summary>Tells a body that is no JSON (400) from one that does not claim to be (415).</summary>
internal static class UnreadableInput
{
    public static Problem Problem(HttpRequestData request)
    {
        if (!request.Headers.NonValidated.TryGetValues("Content-Type", out var values))
        {
            return Problems.UnreadableBody;
        }

        return MediaTypeHeaderValue.TryParse(values.ToString(), out var type) && IsJson(type.MediaType)
            ? Problems.UnreadableBody
            : Problems.UnsupportedMediaType;
    }

    private static bool IsJson(string? mediaType) =>
        string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        || string.Equals(mediaType, "text/json", StringComparison.OrdinalIgnoreCase)
        || mediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;
}
