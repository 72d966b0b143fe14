using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>RFC 9068 §2.2: a token that calls itself <c>at+jwt</c> has these claims besides <c>iss</c>, <c>exp</c>, <c>aud</c> and <c>sub</c>.</summary>
internal sealed class AccessTokenProfileRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        if (token.Type != TokenType.AccessToken)
        {
            return TokenError.None;
        }

        var complete = token.Payload["client_id"u8].IsText
            && token.Payload["jti"u8].IsText
            && token.Payload["iat"u8].Kind == JsonKind.Number;
        return complete ? TokenError.None : TokenError.ClaimMissing;
    }
}
