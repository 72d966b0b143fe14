using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Keys;
using LocalCloud.Tokens;

namespace LocalCloud.Sts;

/// <summary>Checks a web identity token against the issuer's keys and a role's trust policy, in the order in which STS finds fault.</summary>
internal sealed class WebIdentityCheck(CloudAddress address, KeyRings keys, TimeProvider timeProvider)
{
    private const int SkewSeconds = 300;

    /// <returns>Null if the role may be assumed.</returns>
    public StsError? Fault(SignedToken token, RoleConfig? role)
    {
        var issuer = Enum.GetValues<CloudIssuer>()
            .Where(candidate => string.Equals(address.Issuer(candidate), token.Text("iss"), StringComparison.Ordinal))
            .Select(static candidate => (CloudIssuer?)candidate).FirstOrDefault();
        if (issuer is null)
        {
            return StsError.Of("InvalidIdentityToken", "No OpenIDConnect provider found in your account for the token's issuer");
        }

        if (!token.IsSignedBy(keys[issuer.Value]))
        {
            return StsError.Of("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider, or the token's signature is invalid");
        }

        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        if (token.Seconds("exp") is not { } expiry || token.Seconds("iat") is not { } issuedAt || issuedAt > now + SkewSeconds)
        {
            return StsError.Of("InvalidIdentityToken", "The ID Token's times are missing or in the future");
        }

        if (expiry <= now)
        {
            return StsError.Of("ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time");
        }

        // A role that does not exist is answered as one that trusts somebody else.
        if (role is null || !Enum.TryParse(role.Issuer, ignoreCase: true, out CloudIssuer trusted) || trusted != issuer)
        {
            return StsError.Of("AccessDenied");
        }

        if (!token.Audiences().Intersect(role.Audiences, StringComparer.Ordinal).Any())
        {
            return StsError.Of("InvalidIdentityToken", "Incorrect token audience");
        }

        return token.Text("sub") is not { Length: > 0 } subject || (role.Subjects.Count > 0 && !role.Subjects.Contains(subject, StringComparer.Ordinal))
            ? StsError.Of("AccessDenied")
            : null;
    }
}
