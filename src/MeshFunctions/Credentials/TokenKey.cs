using Azure.Core;

namespace MeshFunctions.Credentials;

/// <summary>What distinguishes one access token from another. Scopes are joined by a space, which no scope may contain (RFC 6749 §3.3).</summary>
internal readonly record struct TokenKey(string Scopes, string? TenantId, string? Claims, bool IsCaeEnabled)
{
    public static TokenKey Of(TokenRequestContext context) =>
        new(context.Scopes is [var only] ? only : string.Join(' ', context.Scopes ?? []), context.TenantId, context.Claims, context.IsCaeEnabled);

    public TokenRequestContext ToContext() =>
        new(Scopes.Split(' '), parentRequestId: null, claims: Claims, tenantId: TenantId, isCaeEnabled: IsCaeEnabled);

    /// <summary>The scopes only: a claims challenge comes from another party and is not for the log.</summary>
    public override string ToString() => Scopes;
}
