namespace MeshFunctions.Tokens.Rules;

/// <summary>
/// T33: <c>nonce</c>, <c>at_hash</c> and <c>c_hash</c> belong to ID tokens (OpenID Connect Core §2, §3.3.2.11). A token that says in
/// <c>typ</c> that it is an access token cannot be taken for one and is spared.
/// </summary>
internal sealed class IdTokenRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        var isIdToken = token.Type != TokenType.AccessToken
            && (token.Payload["nonce"u8].Exists || token.Payload["at_hash"u8].Exists || token.Payload["c_hash"u8].Exists);
        return isIdToken ? TokenError.NotAccessToken : TokenError.None;
    }
}
