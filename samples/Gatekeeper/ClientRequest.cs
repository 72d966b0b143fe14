using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Trust.Assertions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gatekeeper;

/// <summary>The request of the client, as the edge describes it.</summary>
internal sealed record ClientRequest(string Audience, string Method, string Path, string Query, string? Authorization)
{
    /// <summary>False where the edge does not say all of it exactly once.</summary>
    public static bool TryRead(IHeaderDictionary headers, [NotNullWhen(true)] out ClientRequest? request)
    {
        request = null;
        if (headers[EdgeHeaders.Audience] is not [{ Length: > 0 } audience]
            || headers[EdgeHeaders.Method] is not [{ Length: > 0 } method]
            || headers[EdgeHeaders.Target] is not [{ Length: > 0 } target]
            || headers.Authorization.Count > 1)
        {
            return false;
        }

        int mark = target.IndexOf('?', StringComparison.Ordinal);
        (string path, string query) = mark < 0 ? (target, "") : (target[..mark], target[mark..]);
        request = new ClientRequest(audience, method, path, query, headers.Authorization is [{ Length: > 0 } authorization] ? authorization : null);
        return true;
    }

    /// <summary>
    /// What an assertion says of it. The identity headers are those of the subrequest: the edge sends the app exactly the same ones, from the same lines of its configuration.
    /// </summary>
    public HopAssertionRequest ForAssertion(IHeaderDictionary headers) => new()
    {
        Audience = Audience,
        Method = Method,
        Path = Path,
        Query = Query,
        Authorization = Authorization,
        Header = name => headers.TryGetValue(name, out StringValues values) ? values : StringValues.Empty,
    };
}
