using MeshFunctions.Headers;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Tests.Trust.Assertions;

/// <summary>A request as a hop sends it, and as it arrives in either HTTP mode.</summary>
internal sealed record Sent(string Method = "GET", string Path = "/api/orders", string Query = "?a=1", string? Authorization = "Bearer x.y.z")
{
    private static readonly HeaderPlan Plan = IdentitySourceHeaders.PlanFor([new HopOptions { Sets = { IdentitySource.NginxCertificate } }]);

    /// <summary>The other headers, in order; a name may come several times.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [("X-Client-Verify", "SUCCESS"), ("X-Client-Cert", "-----BEGIN%20")];

    public HopAssertionRequest ForMinting(string audience, string? subject = null) => new()
    {
        Audience = audience,
        Method = Method,
        Path = Path,
        Query = Query,
        Authorization = Authorization,
        Subject = subject,
        Header = ValuesOf,
    };

    public TrustRequest Arrived(string? assertion, HttpMode mode)
    {
        IHeaderFields fields = mode == HttpMode.BuiltIn ? BuiltIn(assertion) : Integration(assertion);
        return new TrustRequest(RequestHeaders.Read(fields, Plan), fields, Method, new RequestTarget(Path, Query), ConnectionCertificate: null);
    }

    private StringValues ValuesOf(string name) =>
        Headers.Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();

    private HttpHeaderFields BuiltIn(string? assertion)
    {
        var collection = new HttpHeadersCollection();
        foreach (var lines in All(assertion).GroupBy(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase))
        {
            collection.TryAddWithoutValidation(lines.Key, string.Join(',', lines)).ShouldBeTrue();
        }

        return new HttpHeaderFields(collection);
    }

    private RequestHeaderFields Integration(string? assertion)
    {
        // The indexer of HeaderDictionary would drop an empty value, which Kestrel's own collection keeps.
        var lines = All(assertion).GroupBy(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
        return new RequestHeaderFields(new HeaderDictionary(
            lines.ToDictionary(line => line.Key, line => new StringValues([.. line]), StringComparer.OrdinalIgnoreCase)));
    }

    private IEnumerable<(string Name, string Value)> All(string? assertion)
    {
        if (Authorization is not null)
        {
            yield return ("Authorization", Authorization);
        }

        if (assertion is not null)
        {
            yield return ("Mesh-Hop-Assertion", assertion);
        }

        foreach (var header in Headers)
        {
            yield return header;
        }
    }
}
