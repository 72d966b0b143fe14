namespace MeshFunctions.Tokens.Rules;

/// <summary>A transaction token says so in <c>typ</c> (draft-ietf-oauth-transaction-tokens "JWT Header"); no other kind of issuer takes that type (RFC 8725 §3.11).</summary>
internal sealed class TransactionTypeRule : ITokenRule
{
    public TokenError Check(in TokenView token) => token.Type == TokenType.Transaction ? TokenError.None : TokenError.TypeNotAllowed;
}
