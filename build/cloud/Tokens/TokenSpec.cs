using System.Text.Json.Nodes;
using LocalCloud.Keys;

namespace LocalCloud.Tokens;

/// <summary>What a token shall say. Everything has a good default, and everything can be made wrong.</summary>
public sealed class TokenSpec
{
    /// <summary>The issuer that gives <c>iss</c>, the key and the shape. Default <see cref="CloudIssuer.Oidc"/>.</summary>
    public CloudIssuer Issuer { get; init; } = CloudIssuer.Oidc;

    /// <summary><c>sub</c> (Entra: <c>oid</c> too). Default: the client id.</summary>
    public string? Subject { get; init; }

    /// <summary>Client id: <c>client_id</c> (Entra: <c>azp</c>). Default: the subject, or <c>local-cli</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>aud</c>. Default <c>api://orders</c>.</summary>
    public string Audience { get; init; } = "api://orders";

    /// <summary><c>roles</c>; left out where empty.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary><c>scope</c> (Entra: <c>scp</c>), space-separated; left out where null.</summary>
    public string? Scope { get; init; }

    /// <summary>From now to <c>exp</c>; negative for an expired token. Default one hour.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>jti</c>; random by default.</summary>
    public string? TokenId { get; init; }

    /// <summary>Claims to add or replace; a null value takes the claim out.</summary>
    public JsonObject? Claims { get; init; }

    /// <summary>
    /// Header members to add or replace; a null value takes the member out. Changing <c>alg</c> or <c>kid</c> does not change the key that signs.
    /// </summary>
    public JsonObject? Header { get; init; }

    /// <summary>The key that signs. Default: the issuer's current one.</summary>
    public SigningKey? Key { get; init; }
}
