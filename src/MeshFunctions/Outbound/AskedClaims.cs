namespace MeshFunctions.Outbound;

/// <summary>The claims that a client's resource asked for last: they go into every token from then on, so that not each request is refused first.</summary>
internal sealed class AskedClaims
{
    private volatile string? _last;

    public string? Last => _last;

    public void Remember(string claims) => _last = claims;

    /// <summary>No token is to be had with them.</summary>
    public void Forget(string? claims)
    {
        if (claims is not null)
        {
            Interlocked.CompareExchange(ref _last, null, claims);
        }
    }
}
