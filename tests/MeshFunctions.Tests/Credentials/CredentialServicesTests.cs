using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Credentials;

public sealed class CredentialServicesTests
{
    [Theory]
    [InlineData(CredentialKind.ManagedIdentity, typeof(ManagedIdentityCredential))]
    [InlineData(CredentialKind.Environment, typeof(EnvironmentCredential))]
    [InlineData(CredentialKind.AzureCli, typeof(AzureCliCredential))]
    [InlineData(CredentialKind.WorkloadIdentity, typeof(WorkloadIdentityCredential))]
    public void Create_makes_the_credential_that_is_named(CredentialKind kind, Type expected) =>
        CredentialFactory.Create(new CredentialsOptions { Kind = kind }).ShouldBeOfType(expected);

    [Fact]
    public void AddMeshCredentials_gives_one_cached_credential_to_everybody()
    {
        using var provider = Services(new VaultOptions { Uri = new Uri("https://shop.vault.azure.net") });

        provider.GetRequiredService<TokenCredential>().ShouldBeSameAs(provider.GetRequiredService<CachedTokenCredential>());
        provider.GetRequiredService<SecretLeases>().ShouldBeSameAs(provider.GetRequiredService<SecretLeases>());
    }

    [Fact]
    public void AddMeshCredentials_secrets_without_a_vault_say_which_key_is_missing()
    {
        using var provider = Services(new VaultOptions());

        Should.Throw<InvalidOperationException>(() => provider.GetRequiredService<SecretLeases>()).Message.ShouldContain("MeshFunctions:Vault:Uri");
    }

    private static ServiceProvider Services(VaultOptions vault) => new ServiceCollection()
        .AddLogging()
        .AddMetrics()
        .AddSingleton<MeshMeters>()
        .AddSingleton(vault)
        .AddSingleton(new CredentialsOptions())
        .AddMeshCredentials()
        .BuildServiceProvider();
}
