using System.Text.Json.Nodes;
using LocalCloud.Vault;

namespace LocalCloud.Events;

/// <summary>Something that happened to a secret.</summary>
internal sealed record VaultEvent(string Type, string Name, SecretVersion Version, string Id, DateTimeOffset Time)
{
    public const string NewVersion = "Microsoft.KeyVault.SecretNewVersionCreated";
    public const string NearExpiry = "Microsoft.KeyVault.SecretNearExpiry";
    public const string Expired = "Microsoft.KeyVault.SecretExpired";

    /// <summary>The members of <c>data</c>, in the service's own casing.</summary>
    public JsonObject Data(Uri vault, string vaultName) => new()
    {
        [nameof(Id)] = new Uri(vault, $"/secrets/{Name}/{Version.Id}").AbsoluteUri,
        ["VaultName"] = vaultName,
        ["ObjectType"] = "Secret",
        ["ObjectName"] = Name,
        [nameof(Version)] = Version.Id,
        ["NBF"] = Version.NotBefore,
        ["EXP"] = Version.Expires,
    };
}
