using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCloud.Hosting;

namespace LocalCloud.Entra;

/// <summary>Errors as Entra's token endpoint writes them. Nothing that was sent is repeated.</summary>
internal sealed class EntraErrorWriter(TimeProvider timeProvider)
{
    public Task WriteAsync(HttpContext context, EntraError error)
    {
        var trace = Id();
        var correlation = Id();
        var time = timeProvider.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return Answer.JsonAsync(context, error.Status, new JsonObject
        {
            ["error"] = error.Error,
            ["error_description"] = string.Create(
                CultureInfo.InvariantCulture, $"AADSTS{error.Code}: {error.Message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {time}"),
            ["error_codes"] = new JsonArray(error.Code),
            ["timestamp"] = time,
            ["trace_id"] = trace,
            ["correlation_id"] = correlation,
        });
    }

    private static string Id() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D", CultureInfo.InvariantCulture);
}
