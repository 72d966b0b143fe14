using System.Globalization;
using LocalCloud.Hosting;
using MeshFunctions.Aws;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Aws;

/// <summary>What STS answers, and what becomes of it.</summary>
public sealed class StsFaultTests
{
    [Theory]
    [InlineData("IDPCommunicationError", AwsCredentialsError.IssuerUnreachable, 3)]
    [InlineData("Throttling", AwsCredentialsError.Throttled, 3)]
    [InlineData("ServiceUnavailable", AwsCredentialsError.Unavailable, 3)]
    [InlineData("InvalidIdentityToken", AwsCredentialsError.TokenInvalid, 2)]
    [InlineData("IDPRejectedClaim", AwsCredentialsError.TokenRejected, 1)]
    [InlineData("MalformedPolicyDocument", AwsCredentialsError.PolicyRefused, 1)]
    [InlineData("PackedPolicyTooLarge", AwsCredentialsError.PolicyRefused, 1)]
    [InlineData("RegionDisabledException", AwsCredentialsError.RegionDisabled, 1)]
    [InlineData("AccessDenied", AwsCredentialsError.AccessDenied, 1)]
    [InlineData("ValidationError", AwsCredentialsError.RequestRefused, 1)]
    public async Task T64_error_is_typed_and_tried_again_only_where_that_helps(string code, AwsCredentialsError error, int exchanges)
    {
        await using var scene = await AwsScene.StartAsync();
        scene.Cloud.Faults.SetSts(code);

        var failure = await scene.FailureAsync();

        failure.Error.ShouldBe(error);
        failure.Message.ShouldContain(code);
        failure.RetryAfter!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        scene.Exchanges.ShouldBe(exchanges);
        var before = scene.Exchanges;
        await Should.ThrowAsync<AwsCredentialsException>(() => scene.Credentials.GetCredentialsAsync());
        scene.Exchanges.ShouldBe(before, "the next one waits");
    }

    [Theory]
    [InlineData("IDPCommunicationError")]
    [InlineData("Throttling")]
    [InlineData("ServiceUnavailable")]
    [InlineData("InvalidIdentityToken")]
    public async Task T64_error_that_passes_is_not_seen(string code)
    {
        await using var scene = await AwsScene.StartAsync();
        scene.Cloud.Faults.SetSts(code, times: 1);

        (await scene.WithTimeAsync(scene.Credentials.GetCredentialsAsync())).AccessKey.ShouldStartWith("ASIA");

        scene.Exchanges.ShouldBe(2);
    }

    [Fact]
    public async Task T64_token_that_has_expired_is_read_again_exactly_once()
    {
        var asked = 0;
        await using var scene = await AwsScene.StartAsync(token: (cloud, _) => Task.FromResult(
            new Azure.Core.AccessToken(AwsScene.Mint(cloud, asked++ == 0 ? TimeSpan.FromSeconds(-5) : null), new FakeClock().GetUtcNow().AddHours(1))));

        (await scene.Credentials.GetCredentialsAsync()).AccessKey.ShouldStartWith("ASIA");

        asked.ShouldBe(2);
        scene.Exchanges.ShouldBe(2);
    }

    [Fact]
    public async Task T64_tokens_that_stay_expired_are_a_typed_error_after_the_second()
    {
        var asked = 0;
        await using var scene = await AwsScene.StartAsync(token: (cloud, _) => Task.FromResult(
            new Azure.Core.AccessToken(AwsScene.Mint(cloud, TimeSpan.FromSeconds(-5 - asked++)), new FakeClock().GetUtcNow().AddHours(1))));

        (await scene.FailureAsync()).Error.ShouldBe(AwsCredentialsError.TokenExpired);

        asked.ShouldBe(2);
        scene.Exchanges.ShouldBe(2);
    }

    [Fact]
    public async Task T64_same_expired_token_again_is_not_sent_again()
    {
        string? token = null;
        await using var scene = await AwsScene.StartAsync(token: (cloud, _) => Task.FromResult(
            new Azure.Core.AccessToken(token ??= AwsScene.Mint(cloud, TimeSpan.FromSeconds(-5)), new FakeClock().GetUtcNow().AddHours(1))));

        (await scene.FailureAsync()).Error.ShouldBe(AwsCredentialsError.TokenExpired);

        scene.Exchanges.ShouldBe(1);
    }

    [Theory]
    [InlineData(FaultMode.Error)]
    [InlineData(FaultMode.Garbage)]
    [InlineData(FaultMode.Dropped)]
    [InlineData(FaultMode.Unavailable)]
    public async Task T64_answer_that_is_none_is_tried_three_times(FaultMode mode)
    {
        await using var scene = await AwsScene.StartAsync();
        scene.Cloud.Faults.Set(AwsScene.Endpoint, mode);

        (await scene.FailureAsync()).Error.ShouldBe(AwsCredentialsError.Unavailable);

        scene.Exchanges.ShouldBe(3);
    }

    [Fact]
    public async Task T64_long_Retry_After_is_honoured_and_not_waited_for()
    {
        await using var scene = await AwsScene.StartAsync();
        scene.Cloud.Faults.Set(AwsScene.Endpoint, FaultMode.Throttled, TimeSpan.FromMinutes(5));

        var failure = await scene.FailureAsync();

        failure.Error.ShouldBe(AwsCredentialsError.Throttled);
        failure.RetryAfter.ShouldBe(TimeSpan.FromMinutes(5));
        scene.Exchanges.ShouldBe(1);
        scene.Cloud.Faults.Clear();
        scene.Clock.Advance(TimeSpan.FromMinutes(4));
        await Should.ThrowAsync<AwsCredentialsException>(() => scene.Credentials.GetCredentialsAsync());
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        (await scene.Credentials.GetCredentialsAsync()).AccessKey.ShouldStartWith("ASIA");
    }

    [Fact]
    public async Task T64_clock_that_is_ahead_is_a_typed_error()
    {
        await using var scene = await AwsScene.StartAsync();
        scene.Cloud.Faults.Set(AwsScene.Endpoint, FaultMode.Expired);

        (await scene.FailureAsync()).Error.ShouldBe(AwsCredentialsError.ClockSkew);

        scene.Exchanges.ShouldBe(1);
    }

    [Fact]
    public async Task T64_clock_that_is_behind_does_not_keep_credentials_beyond_their_duration()
    {
        // The cloud's clock is an hour ahead of the app's.
        var ours = new FakeClock();
        await using var scene = await AwsScene.StartAsync(clock: new FakeClock(ours.GetUtcNow().AddHours(1)));
        using var credentials = new WebIdentityCredentials(
            AwsScene.Options(scene.Cloud), scene.Identity, ours, null, new RecordedLog<WebIdentityCredentials>(), scene.Http);
        var first = await credentials.GetCredentialsAsync();
        scene.Cloud.Faults.SetSts("AccessDenied");

        ours.Advance(TimeSpan.FromMinutes(59));
        (await credentials.GetCredentialsAsync()).ShouldBeSameAs(first);
        ours.Advance(TimeSpan.FromMinutes(2));

        await Should.ThrowAsync<AwsCredentialsException>(() => credentials.GetCredentialsAsync());
    }

    [Fact]
    public async Task T64_TLS_of_somebody_else_is_a_typed_error_and_gets_no_token()
    {
        await using var scene = await AwsScene.StartAsync();
        await using var stranger = await AwsScene.StartAsync();
        using var credentials = new WebIdentityCredentials(
            AwsScene.Options(stranger.Cloud), scene.Identity, scene.Clock, null, new RecordedLog<WebIdentityCredentials>(), scene.Http);

        var failure = await Should.ThrowAsync<AwsCredentialsException>(() => scene.WithTimeAsync(credentials.GetCredentialsAsync()));

        failure.Error.ShouldBe(AwsCredentialsError.Unavailable);
        stranger.Exchanges.ShouldBe(0);
    }

    [Fact]
    public async Task T64_slow_answer_ends_with_the_budget()
    {
        await using var scene = await AwsScene.StartAsync();
        var gate = new TaskCompletionSource();
        scene.Cloud.Faults.Set(AwsScene.Endpoint, new EndpointFault { Until = gate.Task, OnlyWait = true });
        var pending = scene.Credentials.GetCredentialsAsync();
        await Eventually.IsTrueAsync(() => scene.Exchanges == 1);

        scene.Clock.Advance(TimeSpan.FromSeconds(101));

        (await Should.ThrowAsync<AwsCredentialsException>(() => pending)).Message.ShouldContain(nameof(TimeoutException));
        gate.SetResult();
    }

    [Fact]
    public async Task T60_identity_that_fails_is_a_typed_error_without_an_exchange()
    {
        await using var scene = await AwsScene.StartAsync(token: static (_, _) => throw new Azure.Identity.AuthenticationFailedException("no"));

        var failure = await scene.FailureAsync();

        failure.Error.ShouldBe(AwsCredentialsError.NoToken);
        failure.Message.ShouldContain("AuthenticationFailedException");
        scene.Exchanges.ShouldBe(0);
    }

    [Fact]
    public void Message_of_an_unknown_code_repeats_nothing_that_is_not_a_code()
    {
        var hostile = new Amazon.Runtime.AmazonServiceException("m") { ErrorCode = "x\r\nfake: line", StatusCode = System.Net.HttpStatusCode.Forbidden };
        StsFailure.Of(hostile).Message.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"STS answered 403 no code"));
    }
}
