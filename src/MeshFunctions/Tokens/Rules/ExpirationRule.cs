namespace MeshFunctions.Tokens.Rules;

/// <summary>RFC 7519 §4.1.4, required here: the token is not accepted on or after <c>exp</c> (T32).</summary>
internal sealed class ExpirationRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        if (!NumericDate.TryRead(token.Payload["exp"u8], out var expires))
        {
            return TokenError.TimeInvalid;
        }

        return token.Now < expires + token.Issuer.ClockSkew ? TokenError.None : TokenError.Expired;
    }
}
