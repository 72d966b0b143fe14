using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>A transaction token is bound to one trust domain (draft-ietf-oauth-transaction-tokens "JWT Body Claims", <c>aud</c>): one that names several is nobody's.</summary>
internal sealed class SingleAudienceRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        var audience = token.Payload["aud"u8];
        var entries = new JsonElements(audience);
        return audience.IsString || (entries.TryNext(out _) && !entries.TryNext(out _)) ? TokenError.None : TokenError.AudienceMismatch;
    }
}
