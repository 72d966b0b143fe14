using System.Globalization;
using Harness.Pki;

namespace Harness.Stack;

/// <summary>What each app is told, as environment variables and nothing else.</summary>
internal sealed class AppSettings(MeshPorts ports, Uri cloud, MeshPki pki, StackSecrets secrets)
{
    public Dictionary<string, string> Orders()
    {
        Dictionary<string, string> settings = Function("orders", ports.Orders, secrets.OrdersIdentityHeader, CloudDescription.OrdersHopSecret);
        AddIssuer(settings, "MeshFunctions__Tokens", "users", $"{Base}/oidc", "Oidc", MeshNames.OrdersAudience);
        AddClient(settings, "inventory", ports.InventorySidecar, MeshNames.InventoryId, $"{MeshNames.InventoryAudience}/.default");
        AddClient(settings, "catalog", ports.CatalogSidecar, MeshNames.CatalogId, $"{MeshNames.CatalogAudience}/.default");
        return settings;
    }

    public Dictionary<string, string> Inventory()
    {
        Dictionary<string, string> settings =
            Function("inventory", ports.Inventory, secrets.InventoryIdentityHeader, CloudDescription.InventoryHopSecret);
        AddIssuer(settings, "MeshFunctions__Tokens", "workloads", WorkloadIssuer, "Entra", MeshNames.InventoryAudience);
        return settings;
    }

    public Dictionary<string, string> Catalog(string hopKeyFile) => new(StringComparer.Ordinal)
    {
        ["CATALOG_PORT"] = Number(ports.Catalog),
        ["HOP_KEY_FILE"] = hopKeyFile,
        ["TRUST_DOMAIN"] = MeshNames.TrustDomain,
        ["ALLOWED_PEER"] = MeshNames.OrdersId,
        ["TOKEN_ISSUER"] = WorkloadIssuer,
        ["TOKEN_AUDIENCE"] = MeshNames.CatalogAudience,
        ["TOKEN_ROLE"] = MeshNames.CatalogRole,
        ["SSL_CERT_FILE"] = pki.SiteCaFile,
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    };

    /// <summary>The app without a sidecar: it holds no secret at all.</summary>
    public Dictionary<string, string> Account(GatekeeperFiles gatekeeper)
    {
        string hop = $"MeshFunctions__Hops__{MeshNames.Gatekeeper}";
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Number(ports.Account)}",
            ["SSL_CERT_FILE"] = pki.SiteCaFile,
            ["MESH_TIER"] = MeshNames.Account,
            [$"{hop}__Proof"] = "SignedAssertion",
            [$"{hop}__Sets__0"] = "NginxCertificate",
            [$"{hop}__Issuer"] = MeshNames.GatekeeperIssuer,
            [$"{hop}__Audience"] = MeshNames.Account,
            [$"{hop}__KeysFile"] = gatekeeper.PublicKeys,
            [$"{hop}__OneTime"] = "true",
            ["MeshFunctions__TrustDomains__0"] = MeshNames.TrustDomain,
        };
        AddIssuer(settings, "MeshFunctions__Tokens", "users", $"{Base}/oidc", "Oidc", MeshNames.AccountAudience);
        return settings;
    }

    public Dictionary<string, string> Gatekeeper(GatekeeperFiles gatekeeper)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["SSL_CERT_FILE"] = pki.SiteCaFile,
            ["Gatekeeper__Socket"] = gatekeeper.Socket,
            ["Gatekeeper__Issuer"] = MeshNames.GatekeeperIssuer,
            ["Gatekeeper__EdgeKeyFile"] = gatekeeper.EdgeKey,
            ["Gatekeeper__SigningKeys__0"] = gatekeeper.SigningKey,
            ["Gatekeeper__KeysFile"] = gatekeeper.PublicKeys,
        };
        AddIssuer(settings, "Gatekeeper__Tokens", "users", $"{Base}/oidc", "Oidc", MeshNames.AccountAudience);
        return settings;
    }

    private string Base => cloud.GetLeftPart(UriPartial.Authority);

    private string WorkloadIssuer => $"{Base}/{MeshNames.TenantId}/v2.0";

    private Dictionary<string, string> Function(string name, int port, string identityHeader, string hopSecret) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Number(port)}",
        ["SSL_CERT_FILE"] = pki.SiteCaFile,
        ["IDENTITY_ENDPOINT"] = $"{Base}/msi/token",
        ["IDENTITY_HEADER"] = identityHeader,
        ["MESH_TIER"] = name,
        [$"MeshFunctions__Hops__{MeshNames.Hop}__Proof"] = "SharedKey",
        [$"MeshFunctions__Hops__{MeshNames.Hop}__Sets__0"] = "NginxCertificate",
        [$"MeshFunctions__Hops__{MeshNames.Hop}__KeySecret"] = hopSecret,
        ["MeshFunctions__TrustDomains__0"] = MeshNames.TrustDomain,
        ["MeshFunctions__Vault__Uri"] = Base,
        ["MeshFunctions__Vault__DisableChallengeVerification"] = "true",
        ["MeshFunctions__Vault__RefreshInterval"] = "00:00:01",
        ["MeshFunctions__Mesh__CertificateFile"] = pki.CertificateFile(name),
        ["MeshFunctions__Mesh__KeyFile"] = pki.KeyFile(name),
        ["MeshFunctions__Mesh__BundleFile"] = pki.MeshCaFile,
    };

    private static void AddIssuer(Dictionary<string, string> settings, string section, string name, string issuer, string kind, string audience)
    {
        string prefix = $"{section}__Issuers__{name}";
        settings[$"{prefix}__Issuer"] = issuer;
        settings[$"{prefix}__Kind"] = kind;
        settings[$"{prefix}__Audiences__0"] = audience;
        settings[$"{prefix}__ForcedRefreshInterval"] = "00:00:01";
    }

    private static void AddClient(Dictionary<string, string> settings, string name, int port, string peer, string scope)
    {
        string authority = $"127.0.0.1:{Number(port)}";
        settings[$"{name.ToUpperInvariant()}_URL"] = $"https://{authority}";
        settings[$"MeshFunctions__Outbound__{name}__Hosts__0"] = authority;
        settings[$"MeshFunctions__Outbound__{name}__Peer"] = peer;
        settings[$"MeshFunctions__Outbound__{name}__Scope"] = scope;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
