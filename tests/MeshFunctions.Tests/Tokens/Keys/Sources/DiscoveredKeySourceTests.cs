using System.Text.Json;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Keys;
using MeshFunctions.Tokens.Keys.Sources;

namespace MeshFunctions.Tests.Tokens.Keys.Sources;

public sealed class DiscoveredKeySourceTests(KeyServer server)
{
    [Fact]
    public async Task Fetch_goodIssuer_brings()
    {
        var scene = new TokenScene(server);
        var fetch = await Source(scene).FetchAsync();
        fetch.Failure.ShouldBe(KeyFetchFailure.None);
        fetch.Keys!.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, 3600)]
    [InlineData("max-age=60", 300)]
    [InlineData("max-age=0", 300)]
    [InlineData("public, max-age=1800, must-revalidate", 1800)]
    [InlineData("max-age=86400, private", 3600)]
    [InlineData("max-age=99999999999999999999", 3600)]
    [InlineData("max-age=-1", 3600)]
    [InlineData("nonsense", 3600)]
    public async Task Fetch_lifetime_isMaxAgeWithinBounds(string? cacheControl, int seconds)
    {
        var scene = new TokenScene(server);
        scene.Issuer.CacheControl = cacheControl;
        (await Source(scene).FetchAsync()).Lifetime.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("{\"issuer\":\"ISSUER\",\"issuer\":\"ISSUER\",\"jwks_uri\":\"KEYS\"}")]
    public async Task T38_discovery_malformed_fails(string? document) => await FailsAsync(document, KeyFetchFailure.DiscoveryMalformed);

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"issuer\":\"ISSUER/\",\"jwks_uri\":\"KEYS\"}")]
    [InlineData("{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"KEYS\"}")]
    [InlineData("{\"issuer\":[\"ISSUER\"],\"jwks_uri\":\"KEYS\"}")]
    [InlineData("{\"jwks_uri\":\"KEYS\"}")]
    public async Task T38_discovery_ofAnotherIssuer_fails(string? document) => await FailsAsync(document, KeyFetchFailure.IssuerDiffers);

    [Theory]
    [InlineData("{\"issuer\":\"ISSUER\"}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":null}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":\"/keys\"}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":\"http://127.0.0.1/keys\"}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":\"file:///etc/passwd\"}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":\"https://user:password@127.0.0.1/keys\"}")]
    public async Task T38_keysAddress_notHttps_fails(string? document) => await FailsAsync(document, KeyFetchFailure.KeysAddressNotAllowed);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task T38_redirect_isNotFollowed(int status)
    {
        var other = new TokenScene(server);
        var scene = new TokenScene(server);
        scene.Issuer.Status = status;
        scene.Issuer.Location = $"{other.Issuer.Issuer}/.well-known/openid-configuration";
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.Redirected);
        other.Issuer.DiscoveryRequests.ShouldBe(0);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task T38_status_otherThan200_fails(int status)
    {
        var scene = new TokenScene(server);
        scene.Issuer.Status = status;
        scene.Issuer.Discovery = status == 204 ? "" : null;
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.BadStatus);
    }

    [Fact]
    public async Task T38_document_over1MiB_fails()
    {
        var scene = new TokenScene(server);
        var jwks = scene.Issuer.Jwks;
        scene.Issuer.Jwks = $"{jwks}{new string(' ', HttpsKeySource.MaxLength - jwks.Length)}";
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.None);
        scene.Issuer.Jwks += " ";
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.TooLarge);
        scene.Issuer.Jwks = new string(' ', 5 * 1024 * 1024);
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.TooLarge);
    }

    [Fact]
    public async Task T38_answer_slow_timesOut()
    {
        var scene = new TokenScene(server);
        var gate = new TaskCompletionSource();
        scene.Issuer.Gate = gate.Task;
        var fetch = Source(scene).FetchAsync();
        await scene.Issuer.AskedAsync(discovery: 1);
        scene.Clock.Advance(TimeSpan.FromSeconds(4.9));
        fetch.IsCompleted.ShouldBeFalse();
        scene.Clock.Advance(TimeSpan.FromSeconds(0.1));
        (await fetch).Failure.ShouldBe(KeyFetchFailure.TimedOut);
        gate.SetResult();
    }

    [Fact]
    public async Task T38_authority_notTheConfiguredOne_fails()
    {
        var folder = Directory.CreateTempSubdirectory("meshfunctions-ca-").FullName;
        var file = Path.Combine(folder, "ca.pem");
        var scene = new TokenScene(server);

        scene.Options.Issuers["main"].CaFile = null;
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.Unreachable, "the system does not know our authority");
        await File.WriteAllTextAsync(file, TestAuthority.Pem(), TestContext.Current.CancellationToken);
        scene.Options.Issuers["main"].CaFile = file;
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.Unreachable, "an authority of the same name signs nothing of ours");
        File.Copy(server.CaFile, file, overwrite: true);
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.None, "the file is read at every fetch");
        File.Delete(file);
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.CaFileUnreadable);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task T38_issuer_doesNotListen_fails()
    {
        var scene = new TokenScene(server);
        scene.Options.Issuers["main"].Issuer = "https://127.0.0.1:9";
        (await Source(scene).FetchAsync()).Failure.ShouldBe(KeyFetchFailure.Unreachable);
    }

    private static DiscoveredKeySource Source(TokenScene scene)
    {
        var options = scene.Options.Issuers["main"];
        return new DiscoveredKeySource(options, options.Issuer, new KeySetReader(new KeyBinding(options.Issuer), static _ => { }), scene.Clock);
    }

    private async Task FailsAsync(string? document, KeyFetchFailure expected)
    {
        ArgumentNullException.ThrowIfNull(document);
        var scene = new TokenScene(server);
        scene.Issuer.Discovery = document.Replace("ISSUER", scene.Issuer.Issuer, StringComparison.Ordinal)
            .Replace("\"KEYS\"", JsonSerializer.Serialize(scene.Issuer.KeysAddress), StringComparison.Ordinal);
        (await Source(scene).FetchAsync()).Failure.ShouldBe(expected);
        scene.Issuer.KeyRequests.ShouldBe(0);
        (await scene.ValidateAsync(scene.Valid().Build())).Error.ShouldBe(TokenError.KeysUnavailable);
    }
}
