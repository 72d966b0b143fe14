using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The binding data of an HTTP request, as the host sends it: query and route values by name, headers and query as JSON text.</summary>
internal static class TriggerData
{
    public static Dictionary<string, object?> Read(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            data[name] = values.ToString();
        }

        foreach (var (name, value) in request.RouteValues)
        {
            data[name] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
        }

        data["Query"] = ToJson(request.Query);
        data["Headers"] = ToJson(request.Headers);
        return data;
    }

    private static string ToJson(IEnumerable<KeyValuePair<string, StringValues>> pairs)
    {
        var joined = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in pairs)
        {
            joined[name.ToLowerInvariant()] = values.ToString();
        }

        return JsonSerializer.Serialize(joined);
    }
}
