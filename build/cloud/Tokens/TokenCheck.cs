using LocalCloud.Hosting;
using LocalCloud.Keys;

namespace LocalCloud.Tokens;

/// <summary>Checks the cloud's own Entra tokens, as its vault does before it answers.</summary>
internal sealed class TokenCheck(CloudAddress address, KeyRings keys, TimeProvider timeProvider)
{
    /// <returns>Null if the token is good, else what is wrong with it in the vault's words.</returns>
    public string? Fault(string token, string audience)
    {
        if (SignedToken.Read(token) is not { } read)
        {
            return "AKV10001: Unable to parse the token.";
        }

        if (!read.IsSignedBy(keys[CloudIssuer.Entra]))
        {
            return "AKV10021: Token signature validation failed.";
        }

        if (!string.Equals(read.Text("iss"), address.Issuer(CloudIssuer.Entra), StringComparison.Ordinal) ||
            !string.Equals(read.Text("tid"), address.Tenant, StringComparison.Ordinal))
        {
            return $"AKV10032: Invalid issuer. Expected {address.Issuer(CloudIssuer.Entra)}.";
        }

        if (!string.Equals(read.Text("aud"), audience, StringComparison.Ordinal))
        {
            return $"AKV10022: Invalid audience. Expected {audience}.";
        }

        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        return read.Seconds("exp") is not { } expiry || expiry <= now || read.Seconds("nbf") is not { } from || from > now + 60
            ? "AKV10046: The token is expired or not yet valid."
            : null;
    }
}
