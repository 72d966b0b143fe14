using MeshFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Hosting;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task T80_Every_mistake_is_in_the_one_message_with_its_path_and_what_is_permitted()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(StartAsync(new(StringComparer.Ordinal)
        {
            ["Hops:a:Proof"] = "Handshake",
            ["Hops:a:KeySecret"] = "key",
            ["Hops:b:Proof"] = "SharedKey",
            ["Hops:b:KeySecret"] = "key",
            ["Hops:b:Set:0"] = "NginxCertificate",
            ["Tokens:Issuers:x:Issuer"] = "http://issuer.example",
            ["Tokens:Issuers:x:ClockSkew"] = "60",
            ["Tokens:Issuers:y:Issuer"] = "https://issuer.example",
            ["Tokens:Issuers:y:Audiences"] = "api://orders",
            ["Tokens:Issuers:y:ClockSkew"] = "00:10:00",
            ["Tokens:Issuers:y:AcceptUntyped"] = "yes",
            ["Vault:DisableChallengeVerification"] = "true",
            ["Vault:Uri"] = "https://shop.vault.azure.net",
            ["Hopps"] = null,
            ["Acess:Default"] = "Allow",
            ["Access:Default"] = "Maybe",
            ["Outbound:INVENTORY:Hosts:0"] = "inventory.mesh.local",
        },
        services: static services =>
        {
            services.AddHttpClient("inventory").AddMeshPropagation();
            services.AddHttpClient("catalog").AddMeshPropagation().AddAccessToken().AddMeshCertificate();
        }));

        foreach (var expected in (string[])
            [
                "MeshFunctions:Hops:a:Proof: must be one of: SharedKey",
                "MeshFunctions:Hops:b:KeySecret: the secret 'key' is that of hop 'a' already",
                "MeshFunctions:Hops:b:Set:0: is not a known key; permitted here: Proof, Sets, KeySecret",
                "MeshFunctions:Tokens:Issuers:x:Issuer:",
                "MeshFunctions:Tokens:Issuers:x:ClockSkew: is a bare number, which .NET reads as days",
                "MeshFunctions:Tokens:Issuers:y:Audiences: is a list; write Audiences:0",
                "MeshFunctions:Tokens:Issuers:y:ClockSkew:",
                "MeshFunctions:Tokens:Issuers:y:AcceptUntyped: must be true or false",
                "MeshFunctions:Vault:DisableChallengeVerification:",
                "MeshFunctions:Hopps: is not a known key; permitted here: Hops, TrustDomains",
                "MeshFunctions:Acess:Default: is not a known key; permitted here:",
                "MeshFunctions:Access:Default: must be one of: Deny, Allow",
                "MeshFunctions:Outbound:catalog:Hosts: is empty",
                "MeshFunctions:Outbound:catalog:Scope: is missing",
                "MeshFunctions:Outbound:catalog:Peer: is missing",
                "MeshFunctions:Mesh:CertificateFile: is missing",
            ])
        {
            failure.Message.ShouldContain(expected);
        }

        failure.Message.ShouldNotContain("Outbound:inventory", Case.Insensitive, "keys of the configuration have no case");
    }

    [Fact]
    public async Task T80_Code_is_applied_after_the_section_and_validated_too()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(StartAsync(
            new(StringComparer.Ordinal) { ["Vault:RefreshInterval"] = "00:00:30" },
            options =>
            {
                options.Vault.RefreshInterval.ShouldBe(TimeSpan.FromSeconds(30));
                options.Vault.RefreshInterval = TimeSpan.FromDays(2);
            }));

        failure.Message.ShouldContain("MeshFunctions:Vault:RefreshInterval:");
    }

    [Fact]
    public void UseMeshFunctions_twice_is_refused() => Should.Throw<InvalidOperationException>(() => new HostBuilder()
        .ConfigureFunctionsWorkerDefaults(worker => worker.UseMeshFunctions().UseMeshFunctions())
        .Build());

    private static async Task StartAsync(
        Dictionary<string, string?> section, Action<MeshFunctionsOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        using var host = MeshApp.Build(
            section.ToDictionary(pair => "MeshFunctions:" + pair.Key, pair => pair.Value, StringComparer.Ordinal), configure, services ?? (static _ => { }));
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }
}
