using Azure;
using Azure.Security.KeyVault.Secrets;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>The versions of a secret that are usable now, newest first, and when that changes by itself.</summary>
internal sealed class SecretVersions
{
    private readonly List<SecretProperties> _usable = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SecretProperties> Usable => _usable;

    /// <summary>The earliest <c>nbf</c> or <c>exp</c> to come.</summary>
    public DateTimeOffset NextChange { get; private set; } = DateTimeOffset.MaxValue;

    public static async Task<SecretVersions> ListAsync(SecretClient client, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var versions = new SecretVersions();
        AsyncPageable<SecretProperties> pages = client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken);
        await foreach (var version in pages.ConfigureAwait(false))
        {
            versions.Consider(version, now);
        }

        versions._usable.Sort(static (left, right) => Nullable.Compare(right.CreatedOn, left.CreatedOn));
        return versions;
    }

    private void Consider(SecretProperties version, DateTimeOffset now)
    {
        // A vault serves disabled versions' properties, and values of versions outside their validity: both rules are ours to enforce.
        if (version.Enabled != true || version.ExpiresOn <= now)
        {
            return;
        }

        Note(version.NotBefore, now);
        Note(version.ExpiresOn, now);
        if (!(version.NotBefore > now))
        {
            _usable.Add(version);
        }
    }

    private void Note(DateTimeOffset? change, DateTimeOffset now)
    {
        if (change > now && change < NextChange)
        {
            NextChange = change.Value;
        }
    }
}
