using System.Net.Http.Headers;
using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Rules;
using MeshFunctions.Headers;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>Tells a body that is no JSON (400) from one that does not claim to be (415).</summary>
internal static class UnreadableInput
{
    /// <summary>
    /// Whether what could not be converted came with the request. The worker names the parameter in its message and nowhere else; a parameter with an
    /// input binding of its own, such as a blob, is no fault of the caller's.
    /// </summary>
    public static bool IsOfTheRequest(FunctionContext context, FunctionInputConverterException exception)
    {
        foreach (var (name, binding) in context.FunctionDefinition.InputBindings)
        {
            if (!FunctionBindings.IsHttp(binding.Type) && exception.Message.Contains($"'{name}'", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    public static Problem Problem(IHeaderFields headers)
    {
        var contentType = headers.Get("Content-Type");
        return contentType.Count == 0 || (MediaTypeHeaderValue.TryParse(contentType.ToString(), out var type) && IsJson(type.MediaType))
            ? Problems.UnreadableBody
            : Problems.UnsupportedMediaType;
    }

    private static bool IsJson(string? mediaType) =>
        string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        || string.Equals(mediaType, "text/json", StringComparison.OrdinalIgnoreCase)
        || mediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;
}
