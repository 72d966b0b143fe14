using Azure;
using Azure.Security.KeyVault.Secrets;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Trust;

/// <summary>A vault that holds the keys of several hops, by the name of the secret.</summary>
internal sealed class HopVault : SecretClient
{
    private readonly Dictionary<string, ScriptedVault> _secrets = new(StringComparer.OrdinalIgnoreCase);

    public ScriptedVault this[string name]
    {
        get
        {
            if (!_secrets.TryGetValue(name, out var secret))
            {
                _secrets[name] = secret = new ScriptedVault();
            }

            return secret;
        }
    }

    public override AsyncPageable<SecretProperties> GetPropertiesOfSecretVersionsAsync(string name, CancellationToken cancellationToken = default) =>
        this[name].Client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken);

    public override Task<Response<KeyVaultSecret>> GetSecretAsync(
        string name, string? version, CancellationToken cancellationToken) =>
        this[name].Client.GetSecretAsync(name, version!, cancellationToken);
}
