using System.Net;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace Cloud.Tests.Oidc;

public sealed class DiscoveryEndpointsTests
{
    [Theory]
    [InlineData(CloudIssuer.Entra, "RSA")]
    [InlineData(CloudIssuer.Oidc, "EC")]
    public async Task Discovery_leads_from_the_issuer_to_its_keys(CloudIssuer issuer, string keyType)
    {
        await using var cloud = await CloudFixture.StartAsync();
        var name = cloud.Host.Issuer(issuer);
        var document = await cloud.GetAsync($"{new Uri(name).AbsolutePath}/.well-known/openid-configuration");
        document.CacheControl.ShouldBe("public, max-age=3600");
        document.Json.GetProperty("issuer").GetString().ShouldBe(name);
        var keys = await cloud.GetAsync(new Uri(document.Json.GetProperty("jwks_uri").GetString()!).AbsolutePath);
        keys.CacheControl.ShouldBe("public, max-age=3600");
        var key = keys.Json.GetProperty("keys").EnumerateArray().Single();
        key.GetProperty("kty").GetString().ShouldBe(keyType);
        key.GetProperty("use").GetString().ShouldBe("sig");
        key.TryGetProperty("d", out _).ShouldBeFalse();
        Jwks.Verifies(keys.Json, cloud.Host.Mint(new TokenSpec { Issuer = issuer })).ShouldBeTrue();
        (cloud.Host.Requests[cloud.Host.DiscoveryEndpoint(issuer)], cloud.Host.Requests[cloud.Host.KeysEndpoint(issuer)]).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Entra_keys_say_whose_they_are()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var keys = await cloud.GetAsync($"/{CloudBuilder.Tenant}/discovery/v2.0/keys");
        keys.Json.GetProperty("keys")[0].GetProperty("issuer").GetString().ShouldBe(cloud.Host.Issuer(CloudIssuer.Entra));
    }

    [Fact]
    public async Task SetDown_fails_one_issuer_until_it_is_up_again()
    {
        await using var cloud = await CloudFixture.StartAsync();
        cloud.Host.SetDown(CloudIssuer.Oidc, down: true);
        (await cloud.GetAsync("/oidc/keys")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await cloud.GetAsync("/oidc/.well-known/openid-configuration")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await cloud.GetAsync($"/{CloudBuilder.Tenant}/discovery/v2.0/keys")).Status.ShouldBe(HttpStatusCode.OK);
        cloud.Host.SetDown(CloudIssuer.Oidc, down: false);
        (await cloud.GetAsync("/oidc/keys")).Status.ShouldBe(HttpStatusCode.OK);
        cloud.Host.Requests["GET /oidc/keys"].ShouldBe(2);
    }

    [Fact]
    public async Task Fault_with_a_limit_ends_and_can_hold_a_request_back()
    {
        await using var cloud = await CloudFixture.StartAsync();
        cloud.Host.Faults.Set("GET /oidc/keys", new EndpointFault { Status = 429, Times = 1, Body = "{}", Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "3600" } });
        (await cloud.GetAsync("/oidc/keys")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await cloud.GetAsync("/oidc/keys")).Status.ShouldBe(HttpStatusCode.OK);

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cloud.Host.Faults.Set("GET /oidc/keys", new EndpointFault { Until = gate.Task, OnlyWait = true });
        var held = cloud.GetAsync("/oidc/keys");
        await cloud.GetAsync("/oidc/.well-known/openid-configuration");
        held.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        (await held).Status.ShouldBe(HttpStatusCode.OK);
    }
}
