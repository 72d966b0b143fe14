using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>
/// Entra: an access token names its client, and has scopes, roles, or is for an application itself (wire formats §4.3). A managed
/// identity's token without roles is one: its <c>oid</c> is its <c>sub</c>.
/// </summary>
internal sealed class EntraAccessTokenRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        var payload = token.Payload;
        var client = token.Issuer.Tenant is { IsVersion2: true } ? payload["azp"u8] : payload["appid"u8];
        var isAccessToken = client.IsText && (payload["scp"u8].Exists || payload["roles"u8].Exists || EntraSubject.IsApplication(payload));
        return isAccessToken ? TokenError.None : TokenError.NotAccessToken;
    }
}
