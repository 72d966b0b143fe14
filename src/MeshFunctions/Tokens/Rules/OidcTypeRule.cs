namespace MeshFunctions.Tokens.Rules;

/// <summary>T33: an OpenID Connect issuer's access tokens say so in <c>typ</c>, unless untyped ones were accepted explicitly.</summary>
internal sealed class OidcTypeRule : ITokenRule
{
    public TokenError Check(in TokenView token) => token.Type switch
    {
        TokenType.AccessToken => TokenError.None,
        TokenType.Jwt or TokenType.Absent when token.Issuer.AcceptUntyped => TokenError.None,
        _ => TokenError.TypeNotAllowed,
    };
}
