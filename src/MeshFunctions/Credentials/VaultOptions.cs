namespace MeshFunctions.Credentials;

/// <summary>The Key Vault that secrets are leased from: section <c>MeshFunctions:Vault</c>.</summary>
public sealed class VaultOptions
{
    internal static readonly TimeSpan DefaultRefreshInterval = TimeSpan.FromMinutes(5);
    internal static readonly TimeSpan ShortestRefreshInterval = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestRefreshInterval = TimeSpan.FromHours(1);

    /// <summary>The vault, for example <c>https://shop.vault.azure.net</c>: https, without path, query or user. None by default; needed by every hop with a key.</summary>
    public Uri? Uri { get; set; }

    /// <summary>How often the versions of a secret in use are listed: 1 s to 1 h, five minutes by default. A rotation is seen after that time at the latest.</summary>
    public TimeSpan RefreshInterval { get; set; } = DefaultRefreshInterval;

    /// <summary>
    /// Switches off the check that the vault's challenge names a domain that the vault is in. False by default; refused unless the host of
    /// <see cref="Uri"/> is a loopback address: it is for a local stand-in of the vault only.
    /// </summary>
    public bool DisableChallengeVerification { get; set; }
}
