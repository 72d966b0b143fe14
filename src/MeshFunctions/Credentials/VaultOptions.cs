using System.Globalization;
using MeshFunctions.Credentials.Rotation;
using MeshFunctions.Validation;

namespace MeshFunctions.Credentials;

/// <summary>The Key Vault that secrets are leased from: section <c>MeshFunctions:Vault</c>.</summary>
public sealed class VaultOptions
{
    internal static readonly TimeSpan DefaultRefreshInterval = TimeSpan.FromMinutes(5);
    internal static readonly TimeSpan ShortestRefreshInterval = TimeSpan.Parse(Shortest, CultureInfo.InvariantCulture);
    internal static readonly TimeSpan LongestRefreshInterval = TimeSpan.Parse(Longest, CultureInfo.InvariantCulture);

    private const string Shortest = "00:00:01";
    private const string Longest = "01:00:00";

    /// <summary>The vault, for example <c>https://shop.vault.azure.net</c>: https, without path, query or user. None by default; needed by every hop with a key.</summary>
    [VaultAddress]
    public Uri? Uri { get; set; }

    /// <summary>How often the versions of a secret in use are listed: 1 s to 1 h, five minutes by default. A rotation is seen after that time, or when the secret is used next.</summary>
    [DurationRange(Shortest, Longest)]
    public TimeSpan RefreshInterval { get; set; } = DefaultRefreshInterval;

    /// <summary>Secrets that are fetched at start, so that no request waits for the vault. None by default. A failure never stops the app.</summary>
    public IList<string> Prefetch { get; } = [];

    /// <summary>
    /// The vault's ARM id, <c>/subscriptions/…/providers/Microsoft.KeyVault/vaults/{name}</c>: topic, or source, of the events that are taken about it, in any case. None by
    /// default; needed for rotation events.
    /// </summary>
    [Topic]
    public string? Topic { get; set; }

    /// <summary>
    /// Switches off the check that the vault's challenge names a domain that the vault is in. False by default; refused unless the host of
    /// <see cref="Uri"/> is a loopback address: it is for a local stand-in of the vault only.
    /// </summary>
    public bool DisableChallengeVerification { get; set; }
}
