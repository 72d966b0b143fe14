namespace MeshFunctions.Tokens.Rules;

/// <summary>RFC 7519 §4.1.5: the token is not accepted before <c>nbf</c> (T32).</summary>
internal sealed class NotBeforeRule : ITokenRule
{
    public TokenError Check(in TokenView token) => FutureTime.Check(token, token.Payload["nbf"u8]);
}
