using System.Text.Json;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LocalCloud.Hosting;
using MeshFunctions.Aws;
using MeshFunctions.Tests.Credentials;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Aws;

public sealed class WebIdentityCredentialsTests
{
    [Fact]
    public async Task Credentials_serve_an_AWS_client_as_they_are()
    {
        // By the real clock: the client signs with it.
        await using var scene = await AwsScene.StartAsync(clock: TimeProvider.System, token: static (cloud, _) =>
            Task.FromResult(new Azure.Core.AccessToken(AwsScene.Mint(cloud), TimeProvider.System.GetUtcNow().AddHours(1))));
        using var client = new AmazonSecurityTokenServiceClient(scene.Credentials, new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = scene.Cloud.StsEndpoint.AbsoluteUri,
            AuthenticationRegion = "eu-central-1",
            HttpClientFactory = scene.Http,
        });

        var identity = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken);

        identity.Arn.ShouldBe("arn:aws:sts::123456789012:assumed-role/orders/orders");
        await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken);
        scene.Exchanges.ShouldBe(3, "one exchange, two questions");
        scene.Identity.Asked.ShouldHaveSingleItem().Scopes.ShouldBe(["api://aws/.default"]);
    }

    [Fact]
    public async Task T61_thousand_waiters_are_one_exchange()
    {
        await using var scene = await AwsScene.StartAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => scene.Credentials.GetCredentialsAsync()));

        all.Select(static one => one.AccessKey).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        scene.Exchanges.ShouldBe(1);
    }

    [Fact]
    public async Task GetCredentials_blocks_once_then_never()
    {
        await using var scene = await AwsScene.StartAsync();
        var cold = Task.Run(scene.Credentials.GetCredentials, TestContext.Current.CancellationToken);
        (await scene.Credentials.GetCredentialsAsync()).ShouldBeSameAs(await cold);
        scene.Exchanges.ShouldBe(1);
    }

    [Fact]
    public async Task Renewal_is_before_the_earlier_of_both_ends()
    {
        await using var scene = await AwsScene.StartAsync(token: static (cloud, _) => Task.FromResult(
            new Azure.Core.AccessToken(AwsScene.Mint(cloud, TimeSpan.FromMinutes(20)), new FakeClock().GetUtcNow().AddMinutes(20))));
        var first = await scene.Credentials.GetCredentialsAsync();

        scene.Clock.Advance(TimeSpan.FromMinutes(9));
        (await scene.Credentials.GetCredentialsAsync()).ShouldBeSameAs(first);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        (await scene.Credentials.GetCredentialsAsync()).ShouldBeSameAs(first, "it is renewed in the background");

        await Eventually.IsTrueAsync(async () => !ReferenceEquals(await scene.Credentials.GetCredentialsAsync(), first));
        scene.Exchanges.ShouldBe(2);
    }

    [Fact]
    public async Task T64_credentials_serve_while_STS_is_down_until_they_really_end()
    {
        await using var scene = await AwsScene.StartAsync();
        var first = await scene.Credentials.GetCredentialsAsync();
        scene.Cloud.Faults.Set(AwsScene.Endpoint, FaultMode.Unavailable);
        for (var minute = 0; minute < 59; minute++)
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
            (await scene.Credentials.GetCredentialsAsync()).ShouldBeSameAs(first);
        }

        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        (await scene.FailureAsync()).Error.ShouldBe(AwsCredentialsError.Unavailable);
        scene.Exchanges.ShouldBeLessThan(200, "no loop");
    }

    [Fact]
    public async Task File_is_read_for_every_exchange()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var scene = await AwsScene.StartAsync(cloud => Written(cloud, file, AwsScene.Mint(cloud)));
            await scene.Credentials.GetCredentialsAsync();
            scene.Identity.Calls.ShouldBe(0);

            // Of a caller that is new to the cache: a second exchange.
            await File.WriteAllTextAsync(file, "broken", TestContext.Current.CancellationToken);
            var credentials = scene.Credentials.ForCaller(await scene.RequestAsync("wanda"));
            (await Should.ThrowAsync<AwsCredentialsException>(() => scene.WithTimeAsync(credentials.GetCredentialsAsync()))).Error.ShouldBe(AwsCredentialsError.TokenInvalid);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData(null)]
    public async Task T64_file_that_is_no_token_is_a_typed_error_without_an_exchange(string? content)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var scene = await AwsScene.StartAsync(cloud => Written(cloud, file, content ?? ""));
            if (content is null)
            {
                File.Delete(file);
            }

            (await scene.FailureAsync()).Error.ShouldBe(AwsCredentialsError.NoToken);
            scene.Exchanges.ShouldBe(0);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task T68_nothing_prints_what_is_secret()
    {
        await using var scene = await AwsScene.StartAsync();
        var given = await scene.Credentials.GetCredentialsAsync();
        var token = (await scene.Identity.GetTokenAsync(default, TestContext.Current.CancellationToken)).Token;
        scene.Cloud.Faults.SetSts("AccessDenied");
        var ofCaller = scene.Credentials.ForCaller(await scene.RequestAsync("wanda"), """{"Statement":[]}""");
        var failure = await Should.ThrowAsync<AwsCredentialsException>(() => ofCaller.GetCredentialsAsync());
        string[] sinks =
        [
            scene.Credentials.ToString(), ofCaller.ToString()!, new RoleSession(given).ToString(), new WebIdentityToken(token, null).ToString(),
            failure.ToString(), JsonSerializer.Serialize(new { failure.Message, failure.Error }), .. scene.Log.Lines,
        ];
        foreach (var secret in (string[])[given.SecretKey, given.Token, token, token.Split('.')[2], "Statement", "wanda"])
        {
            sinks.ShouldAllBe(sink => !sink.Contains(secret, StringComparison.Ordinal));
        }

        scene.Credentials.ToString().ShouldBe("***");
        scene.Log.Lines.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Options_that_are_wrong_are_refused()
    {
        await using var scene = await AwsScene.StartAsync();
        Should.Throw<OptionsValidationException>(() => new WebIdentityCredentials(new AwsOptions(), scene.Identity)).Message.ShouldContain("MeshFunctions:Aws:RoleArn");
        Should.Throw<ArgumentNullException>(() => new WebIdentityCredentials(AwsScene.Options(scene.Cloud)));
    }

    private static AwsOptions Written(LocalCloudHost cloud, string file, string content)
    {
        File.WriteAllText(file, content + "\n");
        return AwsScene.Options(cloud, file);
    }
}
