namespace MeshFunctions.Tokens.Rules;

/// <summary>A caller has a name: <c>sub</c> is a string and not empty (RFC 7519 §4.1.2; RFC 8725 §3.8).</summary>
internal sealed class SubjectRule : ITokenRule
{
    public TokenError Check(in TokenView token) => token.Payload["sub"u8].IsText ? TokenError.None : TokenError.ClaimMissing;
}
