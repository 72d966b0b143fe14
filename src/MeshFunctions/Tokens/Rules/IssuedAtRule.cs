namespace MeshFunctions.Tokens.Rules;

/// <summary>RFC 7519 §4.1.6: a token that was issued in the future comes from a clock that nobody should believe (T32).</summary>
internal sealed class IssuedAtRule : ITokenRule
{
    public TokenError Check(in TokenView token) => FutureTime.Check(token, token.Payload["iat"u8]);
}
