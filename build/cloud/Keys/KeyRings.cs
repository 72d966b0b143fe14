using LocalCloud.Tokens;

namespace LocalCloud.Keys;

/// <summary>The key ring of each issuer.</summary>
internal sealed class KeyRings(TimeProvider timeProvider) : IDisposable
{
    private readonly KeyRing _entra = new("RS256", timeProvider);
    private readonly KeyRing _oidc = new("ES256", timeProvider);

    public KeyRing this[CloudIssuer issuer] => issuer == CloudIssuer.Entra ? _entra : _oidc;

    public void Dispose()
    {
        _entra.Dispose();
        _oidc.Dispose();
    }
}
