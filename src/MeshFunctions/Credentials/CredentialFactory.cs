using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace MeshFunctions.Credentials;

/// <summary>Makes the configured Azure clients.</summary>
internal static class CredentialFactory
{
    /// <summary>The credential that is named; transport and retries are set by tests only.</summary>
    public static TokenCredential Create(CredentialsOptions options, HttpPipelineTransport? transport = null, RetryPolicy? retry = null) => options.Kind switch
    {
        CredentialKind.ManagedIdentity => new ManagedIdentityCredential(Configured(new ManagedIdentityCredentialOptions(options.ClientId is { } client
            ? ManagedIdentityId.FromUserAssignedClientId(client)
            : ManagedIdentityId.SystemAssigned), transport, retry)),
        CredentialKind.WorkloadIdentity => new WorkloadIdentityCredential(Configured(WorkloadIdentity(options), transport, retry)),
        CredentialKind.Environment => new EnvironmentCredential(Configured(new EnvironmentCredentialOptions(), transport, retry)),
        CredentialKind.AzureCli => new AzureCliCredential(new AzureCliCredentialOptions { TenantId = options.TenantId }),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "No such credential."),
    };

    public static SecretClient CreateSecretClient(VaultOptions options, TokenCredential credential, HttpPipelineTransport? transport = null, RetryPolicy? retry = null) => new(
        options.Uri ?? throw new InvalidOperationException("MeshFunctions:Vault:Uri is not set, and a secret is to be leased."),
        credential,
        Configured(new SecretClientOptions { DisableChallengeResourceVerification = options.DisableChallengeVerification }, transport, retry));

    // The SDK's own policy sleeps for as long as an answer asks, and callers with it; here the lease in hand serves, and the pause is the cache's.
    private static TOptions Configured<TOptions>(TOptions options, HttpPipelineTransport? transport, RetryPolicy? retry)
        where TOptions : ClientOptions
    {
        options.RetryPolicy = retry ?? new ShortRetryPolicy();
        options.Transport = transport ?? options.Transport;
        return options;
    }

    // Unset values must stay untouched: the options' own defaults come from the environment.
    private static WorkloadIdentityCredentialOptions WorkloadIdentity(CredentialsOptions options)
    {
        var workload = new WorkloadIdentityCredentialOptions();
        workload.ClientId = options.ClientId ?? workload.ClientId;
        workload.TenantId = options.TenantId ?? workload.TenantId;
        return workload;
    }
}
