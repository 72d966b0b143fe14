namespace LocalCloud.Configuration;

/// <summary>An AWS account: the roles that web identities may assume.</summary>
public sealed class StsConfig
{
    /// <summary>The account's number, twelve digits; default <c>123456789012</c>.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>Roles by name, as in <c>arn:aws:iam::{account}:role/{name}</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, RoleConfig> Roles { get; init; } = new Dictionary<string, RoleConfig>(StringComparer.Ordinal);
}
