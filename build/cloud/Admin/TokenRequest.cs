using System.Text.Json.Nodes;
using LocalCloud.Tokens;

namespace LocalCloud.Admin;

/// <summary>Body of <c>POST /admin/tokens</c>; see <see cref="TokenSpec"/>.</summary>
internal sealed class TokenRequest
{
    private const long Year = 366 * 86400;

    public string Issuer { get; init; } = "oidc";

    public string? Subject { get; init; }

    public string? ClientId { get; init; }

    public string Audience { get; init; } = "api://orders";

    public IReadOnlyList<string> Roles { get; init; } = [];

    public string? Scope { get; init; }

    public long LifetimeSeconds { get; init; } = 3600;

    public string? Jti { get; init; }

    public JsonObject? Claims { get; init; }

    public JsonObject? Header { get; init; }

    /// <returns>Null if the issuer is unknown or the life too long.</returns>
    public TokenSpec? ToSpec()
    {
        CloudIssuer? issuer = Issuer switch { "entra" => CloudIssuer.Entra, "oidc" => CloudIssuer.Oidc, _ => null };
        return issuer is null || LifetimeSeconds is < -Year or > Year ? null : new TokenSpec
        {
            Issuer = issuer.Value,
            Subject = Subject,
            ClientId = ClientId,
            Audience = Audience,
            Roles = Roles,
            Scope = Scope,
            Lifetime = TimeSpan.FromSeconds(LifetimeSeconds),
            TokenId = Jti,
            Claims = Claims,
            Header = Header,
        };
    }
}
