using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Where the local host listens, and under which prefix.</summary>
internal sealed class HostSettings(IConfiguration configuration)
{
    private const string DefaultUrl = "http://127.0.0.1:7071";
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public IReadOnlyList<string> Urls { get; } =
        (configuration["ASPNETCORE_URLS"] is { Length: > 0 } urls ? urls : DefaultUrl)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public string RoutePrefix { get; } = ReadRoutePrefix(Path.Combine(AppContext.BaseDirectory, "host.json"));

    /// <summary>Reads <c>extensions.http.routePrefix</c>.</summary>
    public static string ReadRoutePrefix(string path)
    {
        if (!File.Exists(path))
        {
            return "api";
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
        return document.RootElement.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix)
            ? prefix.GetString() ?? "api"
            : "api";
    }
}
