namespace LocalCloud.Configuration;

/// <summary>A role, with what its trust policy asks of a web identity token.</summary>
public sealed class RoleConfig
{
    /// <summary>The issuer: <c>entra</c> or <c>oidc</c>; default <c>entra</c>.</summary>
    public string Issuer { get; init; } = "entra";

    /// <summary>The <c>aud</c> that the identity provider accepts (its client ids).</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>The <c>sub</c> that may assume the role; default any of the issuer's.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>The longest session in seconds; 3600 to 43200, default 3600.</summary>
    public int MaximumSessionSeconds { get; init; } = 3600;
}
