namespace MeshFunctions.Tokens.Rules;

/// <summary>T33: Entra writes <c>JWT</c> into all its tokens, Kubernetes nothing; other rules tell an access token from others.</summary>
internal sealed class JwtTypeRule : ITokenRule
{
    public TokenError Check(in TokenView token) =>
        token.Type is TokenType.Absent or TokenType.Jwt or TokenType.AccessToken ? TokenError.None : TokenError.TypeNotAllowed;
}
