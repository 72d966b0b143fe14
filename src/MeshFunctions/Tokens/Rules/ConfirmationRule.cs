namespace MeshFunctions.Tokens.Rules;

/// <summary>
/// A token with <c>cnf</c> (RFC 7800) is bound to a key or certificate (RFC 8705, RFC 9449). Nothing here can see that the sender holds it yet, so it is
/// refused: whoever stole it must not pass it off as a bearer token.
/// </summary>
internal sealed class ConfirmationRule : ITokenRule
{
    public TokenError Check(in TokenView token) => token.Payload["cnf"u8].Exists ? TokenError.ConfirmationMissing : TokenError.None;
}
