using System.Globalization;
using LocalCloud.Tokens;

namespace LocalCloud.Hosting;

/// <summary>Where the cloud is reached. Known only once it listens, as the port may be chosen then; nobody can ask before.</summary>
internal sealed class CloudAddress(Guid tenant)
{
    /// <summary>The vault's name, as events have it.</summary>
    public const string VaultName = "local";

    private Uri? _url;

    public string Tenant { get; } = tenant.ToString("D", CultureInfo.InvariantCulture);

    public Uri Url => _url ?? throw new InvalidOperationException("The cloud does not listen yet.");

    /// <summary>The URL without a slash at its end.</summary>
    public string Base => Url.GetLeftPart(UriPartial.Authority);

    public string Issuer(CloudIssuer issuer) => issuer == CloudIssuer.Entra ? $"{Base}/{Tenant}/v2.0" : $"{Base}/oidc";

    /// <summary>The ARM id of a managed identity, as in <c>xms_mirid</c>; the subscription is the tenant's id.</summary>
    public string ResourceId(string identity) =>
        $"/subscriptions/{Tenant}/resourcegroups/mesh/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{identity}";

    /// <summary>The ARM id of the vault: the topic, or source, of its events.</summary>
    public string VaultId => $"/subscriptions/{Tenant}/resourceGroups/mesh/providers/Microsoft.KeyVault/vaults/{VaultName}";

    public void Listens(Uri url) => _url = url;
}
