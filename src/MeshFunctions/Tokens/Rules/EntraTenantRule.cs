namespace MeshFunctions.Tokens.Rules;

/// <summary>Entra: <c>tid</c> is the tenant that the issuer names (wire formats §4.3).</summary>
internal sealed class EntraTenantRule : ITokenRule
{
    public TokenError Check(in TokenView token) =>
        token.Issuer.Tenant is { } tenant && token.Payload["tid"u8].Is(tenant.TenantUtf8.Span) ? TokenError.None : TokenError.TenantMismatch;
}
