using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace MeshFunctions.Tests.Hosting.Integration;

/// <summary>The requests that wait at the worker's own server until the host has started their invocation.</summary>
internal sealed class ForwardedRequests
{
    /// <summary>The header by which host and worker find a request's invocation.</summary>
    public const string IdHeader = "x-ms-invocation-id";

    private readonly ConcurrentDictionary<string, HttpContext> _waiting = new(StringComparer.Ordinal);

    public string Add(HttpContext http)
    {
        var id = RandomNumberGenerator.GetHexString(32);
        _waiting[id] = http;
        return id;
    }

    public HttpContext Take(string id) => _waiting.TryRemove(id, out var http) ? http : throw new InvalidOperationException("Nothing waits under that id.");
}
