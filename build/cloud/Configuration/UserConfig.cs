namespace LocalCloud.Configuration;

/// <summary>A user of the OIDC issuer.</summary>
public sealed class UserConfig
{
    /// <summary>The user's password.</summary>
    public required SecretText Password { get; init; }

    /// <summary>The user's roles; default none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Scopes the user may grant; default none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The <c>aud</c> of the user's tokens.</summary>
    public required string Audience { get; init; }
}
