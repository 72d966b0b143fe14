using MeshFunctions.Aws;

namespace MeshFunctions.Tests.Aws;

/// <summary>Credentials that are tied to the caller of a request.</summary>
public sealed class CallerCredentialsTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/wanda/*"}]}""";

    [Fact]
    public async Task Session_is_named_after_the_caller_and_has_the_policy()
    {
        await using var scene = await AwsScene.StartAsync();
        var request = await scene.RequestAsync("wanda");

        await scene.Credentials.ForCaller(request, Policy).GetCredentialsAsync();

        var session = scene.Cloud.Sessions.ToList().ShouldHaveSingleItem();
        session.Name.ShouldBe(SessionNames.For("orders", request.Caller!.Issuer, "wanda"));
        session.Name.ShouldMatch("^orders-[0-9a-f]{16}$");
        session.Policy.ShouldBe(Policy);
    }

    [Fact]
    public async Task Session_is_kept_for_each_caller_policy_and_role()
    {
        await using var scene = await AwsScene.StartAsync();
        const string Reader = "arn:aws:iam::123456789012:role/reader";
        var keys = new List<string>
        {
            (await scene.Credentials.GetCredentialsAsync()).AccessKey,
            await KeyAsync("wanda"),
            await KeyAsync("rita"),
            await KeyAsync("wanda", Policy),
            await KeyAsync("wanda", Policy + " "),
            await KeyAsync("wanda", null, Reader),
        };

        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(6);
        (await KeyAsync("wanda")).ShouldBe(keys[1]);
        (await KeyAsync("wanda", Policy)).ShouldBe(keys[3]);
        (await KeyAsync("wanda", null, Reader)).ShouldBe(keys[5]);
        (await KeyAsync("wanda", null, AwsScene.Role)).ShouldBe(keys[1]);
        scene.Exchanges.ShouldBe(6);

        async Task<string> KeyAsync(string caller, string? policy = null, string? role = null) =>
            (await scene.Credentials.ForCaller(await scene.RequestAsync(caller), policy, role).GetCredentialsAsync()).AccessKey;
    }

    [Fact]
    public async Task Request_without_a_validated_caller_gets_none()
    {
        await using var scene = await AwsScene.StartAsync();
        var nobody = await scene.RequestAsync(null);

        Should.Throw<AwsCredentialsException>(() => scene.Credentials.ForCaller(nobody)).Error.ShouldBe(AwsCredentialsError.NoCaller);

        scene.Exchanges.ShouldBe(0);
        (await scene.Credentials.ForCaller(await scene.RequestAsync("wanda")).GetCredentialsAsync()).AccessKey.ShouldStartWith("ASIA");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(null, "")]
    [InlineData(null, "orders")]
    [InlineData(null, "arn:aws:iam::123456789012:user/x")]
    public async Task Policy_or_role_that_says_nothing_is_refused_not_left_out(string? policy, string? role)
    {
        await using var scene = await AwsScene.StartAsync();
        var request = await scene.RequestAsync("wanda");
        Should.Throw<ArgumentException>(() => scene.Credentials.ForCaller(request, policy, role));
        Should.Throw<ArgumentException>(() => scene.Credentials.ForCaller(request, new string('x', 2049)));
    }

    [Fact]
    public async Task T64_policy_that_STS_refuses_is_a_typed_error_and_gives_no_wider_credentials()
    {
        await using var scene = await AwsScene.StartAsync();
        var request = await scene.RequestAsync("wanda");
        var failure = await Should.ThrowAsync<AwsCredentialsException>(() => scene.Credentials.ForCaller(request, "{").GetCredentialsAsync());
        failure.Error.ShouldBe(AwsCredentialsError.PolicyRefused);
        scene.Cloud.Sessions.ToList().ShouldBeEmpty();
    }

    [Fact]
    public async Task Callers_never_push_the_apps_own_credentials_out()
    {
        await using var scene = await AwsScene.StartAsync();
        var own = await scene.Credentials.GetCredentialsAsync();
        var request = await scene.RequestAsync("wanda");
        scene.Cloud.Faults.SetSts("AccessDenied");
        for (var i = 0; i < 1100; i++)
        {
            // The requests are begun and not waited for: each takes a place in the cache.
            _ = scene.Credentials.ForCaller(request, $"{{\"Id\":\"{i}\"}}").GetCredentialsAsync().ContinueWith(static task => task.Exception, TaskScheduler.Default);
        }

        (await scene.Credentials.GetCredentialsAsync()).ShouldBeSameAs(own);
    }

    [Theory]
    [InlineData("https://a", "bc", "https://ab", "c")]
    [InlineData("https://a", "", "", "https://a")]
    public void Pairs_of_the_same_text_have_different_names(string issuer, string subject, string otherIssuer, string otherSubject) =>
        SessionNames.For("app", issuer, subject).ShouldNotBe(SessionNames.For("app", otherIssuer, otherSubject), StringComparer.Ordinal);

    [Fact]
    public void Name_is_what_the_documentation_says() =>
        // SHA-256 over 00000001 'i' 00000001 's'.
        SessionNames.For("app", "i", "s").ShouldBe("app-" + Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData([0, 0, 0, 1, (byte)'i', 0, 0, 0, 1, (byte)'s']))[..16]);
}
