using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace MeshFunctions.Tests.Tokens;

/// <summary>An issuer on the <see cref="KeyServer"/>: what it publishes, how it misbehaves, and how often it was asked.</summary>
internal sealed class TestIssuer(string issuer)
{
    private int _discoveryRequests;
    private int _keyRequests;

    public string Issuer { get; } = issuer;

    public string KeysAddress => $"{Issuer.TrimEnd('/')}/keys";

    /// <summary>What the discovery document says; null for the right thing.</summary>
    public string? Discovery { get; set; }

    public string Jwks { get; set; } = """{"keys":[]}""";

    public string? CacheControl { get; set; }

    public int? Status { get; set; }

    public string? Location { get; set; }

    /// <summary>The bearer token that requests need; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>What requests had in <c>Authorization</c>.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>Requests wait for this before they are answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int DiscoveryRequests => Volatile.Read(ref _discoveryRequests);

    public int KeyRequests => Volatile.Read(ref _keyRequests);

    public void Publish(params IEnumerable<SigningKey> keys) => Jwks = SigningKey.JwksOf(keys.Select(key => key.Jwk));

    /// <summary>Completes when that many requests have arrived.</summary>
    public async Task AskedAsync(int discovery)
    {
        while (DiscoveryRequests < discovery)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async Task ServeAsync(HttpContext context, bool keys)
    {
        _ = keys ? Interlocked.Increment(ref _keyRequests) : Interlocked.Increment(ref _discoveryRequests);
        await Gate.WaitAsync(context.RequestAborted);
        var authorization = context.Request.Headers.Authorization.ToString();
        Authorizations.Enqueue(authorization);
        var allowed = Token is null || string.Equals(authorization, $"Bearer {Token}", StringComparison.Ordinal);
        context.Response.StatusCode = allowed ? Status ?? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "application/json";
        if (Location is not null)
        {
            context.Response.Headers.Location = Location;
        }

        if (CacheControl is not null)
        {
            context.Response.Headers.CacheControl = CacheControl;
        }

        var discovery = Discovery ?? $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{KeysAddress}}"}""";
        await context.Response.WriteAsync(keys ? Jwks : discovery, context.RequestAborted);
    }
}
