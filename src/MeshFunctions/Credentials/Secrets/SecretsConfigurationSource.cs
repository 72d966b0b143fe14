using Microsoft.Extensions.Configuration;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>Secrets of the vault as configuration.</summary>
internal sealed class SecretsConfigurationSource(SecretKeys keys, Func<CancellationToken, SecretLeases> first, TimeProvider time) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SecretsConfigurationProvider(keys.Secrets, keys.Timeout, first, time);
}
