using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace MeshFunctions.Credentials;

/// <summary>Makes the configured Azure clients.</summary>
internal static class CredentialFactory
{
    public static TokenCredential Create(CredentialsOptions options) => options.Kind switch
    {
        CredentialKind.ManagedIdentity => new ManagedIdentityCredential(options.ClientId is { } client
            ? ManagedIdentityId.FromUserAssignedClientId(client)
            : ManagedIdentityId.SystemAssigned),
        CredentialKind.WorkloadIdentity => new WorkloadIdentityCredential(WorkloadIdentity(options)),
        CredentialKind.Environment => new EnvironmentCredential(),
        CredentialKind.AzureCli => new AzureCliCredential(new AzureCliCredentialOptions { TenantId = options.TenantId }),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "No such credential."),
    };

    public static SecretClient CreateSecretClient(VaultOptions options, TokenCredential credential) => new(
        options.Uri ?? throw new InvalidOperationException("MeshFunctions:Vault:Uri is not set, and a secret is to be leased."),
        credential,
        new SecretClientOptions
        {
            DisableChallengeResourceVerification = options.DisableChallengeVerification,
            RetryPolicy = new ShortRetryPolicy(),
        });

    // Unset values must stay untouched: the options' own defaults come from the environment.
    private static WorkloadIdentityCredentialOptions WorkloadIdentity(CredentialsOptions options)
    {
        var workload = new WorkloadIdentityCredentialOptions();
        workload.ClientId = options.ClientId ?? workload.ClientId;
        workload.TenantId = options.TenantId ?? workload.TenantId;
        return workload;
    }
}
