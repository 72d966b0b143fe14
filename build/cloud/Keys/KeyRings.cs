using LocalCloud.Tokens;

namespace LocalCloud.Keys;

/// <summary>The key ring of each issuer, made when it is first used: an RSA key costs a tenth of a second, which most tests can save.</summary>
internal sealed class KeyRings(TimeProvider timeProvider) : IDisposable
{
    private readonly Lazy<KeyRing> _entra = new(() => new KeyRing("RS256", timeProvider));
    private readonly Lazy<KeyRing> _oidc = new(() => new KeyRing("ES256", timeProvider));

    public KeyRing this[CloudIssuer issuer] => (issuer == CloudIssuer.Entra ? _entra : _oidc).Value;

    public void Dispose()
    {
        foreach (var ring in (Lazy<KeyRing>[])[_entra, _oidc])
        {
            if (ring.IsValueCreated)
            {
                ring.Value.Dispose();
            }
        }
    }
}
