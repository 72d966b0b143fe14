using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Keys.Sources;

/// <summary>Keys at a configured address, and the token that they may have to be asked for with.</summary>
public sealed class AddressKeySourceTests(KeyServer server) : IDisposable
{
    private readonly string _tokenFile = Path.Combine(Directory.CreateTempSubdirectory("meshfunctions-token-").FullName, "token");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_tokenFile)!, recursive: true);

    [Fact]
    public async Task Validate_keys_at_an_address_need_no_discovery()
    {
        var scene = new TokenScene(server, configure: options => options.KeysAddress = $"{options.Issuer}/keys");
        await scene.AcceptAsync(scene.Valid());
        scene.Issuer.DiscoveryRequests.ShouldBe(0);
        scene.Issuer.KeyRequests.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Validate_keys_that_demand_a_token_get_the_one_in_the_file_as_it_is_now(bool address)
    {
        await WriteAsync("pod-token-1\n");
        var scene = new TokenScene(server, IssuerKind.Kubernetes, configure: options =>
        {
            options.KeysTokenFile = _tokenFile;
            options.KeysAddress = address ? $"{options.Issuer}/keys" : null;
        });
        scene.Issuer.Token = "pod-token-1";
        await scene.AcceptAsync(scene.Valid());

        scene.Issuer.Token = "pod-token-2";
        await WriteAsync("pod-token-2\n");
        var another = SigningKey.Ec();
        scene.Publish(another);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.AcceptAsync(scene.Valid(another));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    public async Task T38b_token_file_that_cannot_be_used_is_no_keys(string? content)
    {
        if (content is not null)
        {
            await WriteAsync(content);
        }

        var scene = new TokenScene(server, IssuerKind.Kubernetes, configure: options => options.KeysTokenFile = _tokenFile);
        (await scene.ValidateAsync(scene.Valid().Build())).Error.ShouldBe(TokenError.KeysUnavailable);
        scene.Issuer.DiscoveryRequests.ShouldBe(0);
    }

    [Fact]
    public async Task T68_token_goes_to_the_issuer_and_not_where_its_document_points()
    {
        await WriteAsync("pod-token-1");
        await using var elsewhere = new KeyServer();
        await elsewhere.InitializeAsync();
        var keys = elsewhere.AddIssuer(static name => $"/{name}");

        // The other server's certificate is of an authority of its own.
        var both = Path.Combine(Path.GetDirectoryName(_tokenFile)!, "ca.pem");
        await File.WriteAllLinesAsync(
            both,
            [await File.ReadAllTextAsync(server.CaFile, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(elsewhere.CaFile, TestContext.Current.CancellationToken)],
            TestContext.Current.CancellationToken);
        var scene = new TokenScene(server, IssuerKind.Kubernetes, configure: options => (options.KeysTokenFile, options.CaFile) = (_tokenFile, both));
        scene.Issuer.Token = "pod-token-1";
        scene.Issuer.Discovery = $$"""{"issuer":"{{scene.Issuer.Issuer}}","jwks_uri":"{{keys.KeysAddress}}"}""";
        keys.Publish(scene.Key);
        await scene.AcceptAsync(scene.Valid());
        keys.KeyRequests.ShouldBe(1);
        keys.Authorizations.ShouldBe([""]);
        scene.Issuer.Authorizations.ShouldBe(["Bearer pod-token-1"]);
    }

    private Task WriteAsync(string content) => File.WriteAllTextAsync(_tokenFile, content, TestContext.Current.CancellationToken);
}
