namespace MeshFunctions.Tokens.Rules;

/// <summary>Entra: <c>ver</c> goes with the form of the issuer (wire formats §4.3).</summary>
internal sealed class EntraVersionRule : ITokenRule
{
    public TokenError Check(in TokenView token) =>
        token.Issuer.Tenant is { } tenant && token.Payload["ver"u8].Is(tenant.IsVersion2 ? "2.0"u8 : "1.0"u8) ? TokenError.None : TokenError.VersionMismatch;
}
