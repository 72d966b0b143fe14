using Azure;
using Azure.Security.KeyVault.Secrets;

namespace Benchmarks;

/// <summary>A vault whose every secret has one version.</summary>
internal sealed class FixedVault : SecretClient
{
    private const string Version = "00000000000000000000000000000001";

    public override AsyncPageable<SecretProperties> GetPropertiesOfSecretVersionsAsync(string name, CancellationToken cancellationToken = default) =>
        AsyncPageable<SecretProperties>.FromPages([Page<SecretProperties>.FromValues([Properties(name)], null, null!)]);

    public override Task<Response<KeyVaultSecret>> GetSecretAsync(string name, string? version, CancellationToken cancellationToken) =>
        Task.FromResult(Response.FromValue(SecretModelFactory.KeyVaultSecret(Properties(name), "0123456789abcdef0123456789abcdef"), null!));

    private static SecretProperties Properties(string name)
    {
        var vault = new Uri("https://vault.example");
        var properties = SecretModelFactory.SecretProperties(
            new Uri(vault, $"/secrets/{name}/{Version}"), vault, name, Version, false, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null);
        properties.Enabled = true;
        return properties;
    }
}
