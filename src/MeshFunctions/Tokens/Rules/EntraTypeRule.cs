namespace MeshFunctions.Tokens.Rules;

/// <summary>T33: Entra writes <c>JWT</c> into all its tokens; other rules tell an access token from an ID token.</summary>
internal sealed class EntraTypeRule : ITokenRule
{
    public TokenError Check(in TokenView token) => token.Type == TokenType.Other ? TokenError.TypeNotAllowed : TokenError.None;
}
