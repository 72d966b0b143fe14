using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalCloud.Admin;

/// <summary>Reads the JSON bodies of the admin endpoints, strictly.</summary>
internal static class AdminBody
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <returns>The body, or what is wrong with it.</returns>
    public static async Task<(T? Body, string? Fault)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options, context.RequestAborted);
            return body is null ? (null, "the body must be a JSON object") : (body, null);
        }
        catch (JsonException fault)
        {
            return (null, $"the body is not what it should be at '{fault.Path}'");
        }
    }
}
