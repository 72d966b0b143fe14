using Azure.Core;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials;

/// <summary>Registers what this folder offers; the options objects, the meters and the clock are Hosting's.</summary>
internal static class CredentialServices
{
    public static IServiceCollection AddMeshCredentials(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LeaseLifetime>();
        services.TryAddSingleton(static provider => new CachedTokenCredential(
            CredentialFactory.Create(provider.GetRequiredService<CredentialsOptions>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MeshMeters>(),
            provider.GetRequiredService<ILogger<CachedTokenCredential>>(),
            LeaseJitter.Random,
            provider.GetRequiredService<LeaseLifetime>().Stopping));
        services.TryAddSingleton<TokenCredential>(static provider => provider.GetRequiredService<CachedTokenCredential>());
        services.TryAddSingleton(static provider =>
        {
            var vault = provider.GetRequiredService<VaultOptions>();
            return new SecretLeases(
                CredentialFactory.CreateSecretClient(vault, provider.GetRequiredService<CachedTokenCredential>()),
                vault.RefreshInterval,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<MeshMeters>(),
                provider.GetRequiredService<ILogger<SecretLeases>>(),
                LeaseJitter.Random,
                provider.GetRequiredService<LeaseLifetime>().Stopping);
        });
        services.TryAddSingleton(static provider => new CertificateLeases(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MeshMeters>(),
            provider.GetRequiredService<ILogger<CertificateLeases>>()));
        return services;
    }
}
