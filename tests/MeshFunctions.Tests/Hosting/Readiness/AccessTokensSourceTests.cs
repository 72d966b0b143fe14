using Azure.Core;
using MeshFunctions.Credentials;
using MeshFunctions.Hosting;
using MeshFunctions.Hosting.Readiness;
using MeshFunctions.Outbound;
using MeshFunctions.Tests.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting.Readiness;

public sealed class AccessTokensSourceTests
{
    [Fact]
    public async Task Token_of_a_client_is_warmed_as_the_client_asks_for_it_with_a_scope_in_code_too()
    {
        var credential = new ScriptedCredential(static (_, _) => Task.FromResult(new AccessToken("t", TimeProvider.System.GetUtcNow().AddHours(1))));
        var services = new ServiceCollection();
        services.AddSingleton(new CachedTokenCredential(credential));
        services.AddHttpClient("inventory").AddAccessToken("api://inventory/.default");
        services.AddHttpClient("trace").AddMeshPropagation();
        var options = new MeshFunctionsOptions();
        options.Outbound["catalog"] = new OutboundClientOptions { Scope = "api://catalog/.default" };
        options.WarmUp.Scopes.Add("https://vault.azure.net/.default");
        await using var provider = services.BuildServiceProvider();
        var source = new AccessTokensSource(options, provider);
        foreach (var item in source.Items)
        {
            (await source.EnsureAsync(item, TestContext.Current.CancellationToken)).ShouldBeTrue();
        }

        credential.Asked.Select(static asked => (asked.Scopes.Single(), asked.IsCaeEnabled)).ShouldBe(
            [("https://vault.azure.net/.default", false), ("api://catalog/.default", true), ("api://inventory/.default", true)], ignoreOrder: true);
    }
}
