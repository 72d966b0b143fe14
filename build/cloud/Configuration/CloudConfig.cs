namespace LocalCloud.Configuration;

/// <summary>What the local cloud serves: one tenant, its identities, clients, users and vault.</summary>
public sealed class CloudConfig
{
    /// <summary>Where to listen: https, an IP address and a port; port 0 takes a free one. Default <c>https://127.0.0.1:0</c>.</summary>
    public Uri Url { get; init; } = new("https://127.0.0.1:0");

    /// <summary>PEM file of the server certificate with its intermediates. Without it the host makes a throw-away CA.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the certificate's private key; demanded with <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The value of the header <c>X-Cloud-Admin</c> that opens <c>/admin</c>.</summary>
    public required SecretText AdminKey { get; init; }

    /// <summary>The tenant of the Entra-like issuer.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Seconds for which a new key is published before it signs, where a rotation does not say; 0 to 86400, default 0.</summary>
    public int KeySetsAheadSeconds { get; init; }

    /// <summary>The <c>max-age</c> of discovery documents and key sets in seconds; 0 to 86400, default 3600.</summary>
    public int KeySetsMaxAgeSeconds { get; init; } = 3600;

    /// <summary>Life of issued tokens in seconds; 60 to 86400, default 3600.</summary>
    public int TokenLifetimeSeconds { get; init; } = 3600;

    /// <summary>Managed identities by name. The name ends the identity's resource id.</summary>
    public IReadOnlyDictionary<string, IdentityConfig> Identities { get; init; } =
        new Dictionary<string, IdentityConfig>(StringComparer.Ordinal);

    /// <summary>Confidential clients by client id, for the client-credentials grant of both issuers.</summary>
    public IReadOnlyDictionary<string, ClientConfig> Clients { get; init; } = new Dictionary<string, ClientConfig>(StringComparer.Ordinal);

    /// <summary>Users of the OIDC issuer by name; the name is the token's <c>sub</c>.</summary>
    public IReadOnlyDictionary<string, UserConfig> Users { get; init; } = new Dictionary<string, UserConfig>(StringComparer.Ordinal);

    /// <summary>The vault's secrets by name; values from the oldest to the newest version.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SecretText>> Secrets { get; init; } =
        new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal);

    /// <summary>The AWS account behind <c>/sts</c>; default one without roles.</summary>
    public StsConfig Sts { get; init; } = new();
}
