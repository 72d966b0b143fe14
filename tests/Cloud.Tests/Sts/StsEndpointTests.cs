using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using LocalCloud.Hosting;
using LocalCloud.Keys;
using LocalCloud.Tokens;

namespace Cloud.Tests.Sts;

public sealed class StsEndpointTests
{
    private const string Role = "arn:aws:iam::123456789012:role/orders";

    [Fact]
    public async Task Assume_answers_as_the_service_does()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        var answer = await AssumeAsync(cloud, Token(cloud));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.CacheControl.ShouldBe("no-store");
        var session = cloud.Host.Sessions.ToList().ShouldHaveSingleItem();
        StsAnswer.Value(answer, "AccessKeyId").ShouldBe(session.AccessKeyId);
        StsAnswer.Value(answer, "SecretAccessKey").ShouldBe(session.SecretAccessKey.Reveal());
        StsAnswer.Value(answer, "SessionToken").ShouldBe(session.SessionToken.Reveal());
        StsAnswer.Value(answer, "SubjectFromWebIdentityToken").ShouldBe(CloudBuilder.OrdersObject.ToString());
        StsAnswer.Value(answer, "Audience").ShouldBe(CloudBuilder.AwsAudience);
        StsAnswer.Value(answer, "Arn").ShouldBe("arn:aws:sts::123456789012:assumed-role/orders/orders-1");
        DateTimeOffset.Parse(StsAnswer.Value(answer, "Expiration")!, CultureInfo.InvariantCulture)
            .ShouldBe(clock.GetUtcNow().AddHours(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Assume_keeps_duration_and_policy()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        const string Policy = """{"Version":"2012-10-17","Statement":[]}""";
        (await AssumeAsync(cloud, Token(cloud), ("DurationSeconds", "7200"), ("Policy", Policy))).Status.ShouldBe(HttpStatusCode.OK);
        var session = cloud.Host.Sessions.ToList().ShouldHaveSingleItem();
        session.Policy.ShouldBe(Policy);
        session.ExpiresAt.ShouldBe(clock.GetUtcNow().AddHours(2), TimeSpan.FromSeconds(1));
        session.ToString().ShouldNotContain(session.SecretAccessKey.Reveal());
        session.ToString().ShouldNotContain(session.SessionToken.Reveal());
    }

    [Theory]
    [InlineData("RoleArn", "")]
    [InlineData("RoleArn", "orders")]
    [InlineData("RoleSessionName", "a")]
    [InlineData("RoleSessionName", "a b")]
    [InlineData("RoleSessionName", "ü-session")]
    [InlineData("RoleSessionName", "12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("WebIdentityToken", "")]
    [InlineData("DurationSeconds", "899")]
    [InlineData("DurationSeconds", "7201")]
    [InlineData("DurationSeconds", "43201")]
    [InlineData("DurationSeconds", "soon")]
    public async Task Assume_with_a_bad_parameter_is_a_validation_error(string name, string value)
    {
        await using var cloud = await CloudFixture.StartAsync();
        StsAnswer.Error(await AssumeAsync(cloud, Token(cloud), (name, value))).ShouldBe("400 ValidationError");
    }

    [Fact]
    public async Task Assume_with_a_bad_policy_is_refused()
    {
        await using var cloud = await CloudFixture.StartAsync();
        StsAnswer.Error(await AssumeAsync(cloud, Token(cloud), ("Policy", "{"))).ShouldBe("400 MalformedPolicyDocument");
        StsAnswer.Error(await AssumeAsync(cloud, Token(cloud), ("Policy", "{}"))).ShouldBe("400 MalformedPolicyDocument");
        StsAnswer.Error(await AssumeAsync(cloud, Token(cloud), ("Policy", new string(' ', 2049)))).ShouldBe("400 PackedPolicyTooLarge");
        cloud.Host.Sessions.ToList().ShouldBeEmpty();
    }

    [Fact]
    public async Task Assume_checks_the_token_by_the_issuers_keys()
    {
        await using var cloud = await CloudFixture.StartAsync();
        await using var stranger = await CloudFixture.StartAsync();
        using var key = SigningKey.Create("RS256", cloud.Host.Keys(CloudIssuer.Entra).Current.KeyId);
        var good = Token(cloud);
        var cases = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Token(stranger)] = "400 InvalidIdentityToken",
            [cloud.Host.Mint(Spec(key: key))] = "400 InvalidIdentityToken",
            [cloud.Host.Mint(Spec(header: new JsonObject { ["alg"] = "none" }))] = "400 InvalidIdentityToken",
            [good[..^6]] = "400 InvalidIdentityToken",
            ["a.b.c"] = "400 InvalidIdentityToken",
            ["no token"] = "400 InvalidIdentityToken",
            [cloud.Host.Mint(Spec(audience: "api://orders"))] = "400 InvalidIdentityToken",
            [cloud.Host.Mint(Spec(lifetime: TimeSpan.FromSeconds(-1)))] = "400 ExpiredTokenException",
            [cloud.Host.Mint(Spec(subject: "somebody"))] = "403 AccessDenied",
            [cloud.Host.Mint(Spec(issuer: CloudIssuer.Oidc))] = "403 AccessDenied",
        };
        foreach (var (token, error) in cases)
        {
            StsAnswer.Error(await AssumeAsync(cloud, token)).ShouldBe(error);
        }

        StsAnswer.Error(await AssumeAsync(cloud, good, ("RoleArn", "arn:aws:iam::123456789012:role/none"))).ShouldBe("403 AccessDenied");
        (await AssumeAsync(cloud, good)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Assume_takes_tokens_of_the_OIDC_issuer_where_the_role_trusts_it()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var token = cloud.Host.Mint(new TokenSpec { Subject = "wanda", Audience = "sts.amazonaws.com" });
        (await AssumeAsync(cloud, token, ("RoleArn", "arn:aws:iam::123456789012:role/users"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ExpiredTokenException", 400)]
    [InlineData("InvalidIdentityToken", 400)]
    [InlineData("IDPCommunicationError", 400)]
    [InlineData("IDPRejectedClaim", 403)]
    [InlineData("MalformedPolicyDocument", 400)]
    [InlineData("PackedPolicyTooLarge", 400)]
    [InlineData("RegionDisabledException", 403)]
    [InlineData("AccessDenied", 403)]
    [InlineData("ValidationError", 400)]
    [InlineData("Throttling", 400)]
    [InlineData("ServiceUnavailable", 503)]
    public async Task Every_error_can_be_asked_for(string code, int status)
    {
        await using var cloud = await CloudFixture.StartAsync();
        cloud.Host.Faults.SetSts(code, times: 1);
        StsAnswer.Error(await AssumeAsync(cloud, Token(cloud))).ShouldBe(string.Create(CultureInfo.InvariantCulture, $"{status} {code}"));
        (await AssumeAsync(cloud, Token(cloud))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Expired_hands_out_credentials_that_have_ended()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        cloud.Host.Faults.Set("POST /sts", FaultMode.Expired);
        await AssumeAsync(cloud, Token(cloud));
        cloud.Host.Sessions.ToList().Single().ExpiresAt.ShouldBeLessThan(clock.GetUtcNow());
    }

    [Fact]
    public async Task Other_actions_are_refused()
    {
        await using var cloud = await CloudFixture.StartAsync();
        StsAnswer.Error(await cloud.PostFormAsync("/sts", ("Action", "AssumeRole"), ("Version", "2011-06-15"))).ShouldBe("400 InvalidAction");
        StsAnswer.Error(await cloud.PostFormAsync("/sts", ("Action", "GetCallerIdentity"))).ShouldBe("400 InvalidAction");
        StsAnswer.Error(await cloud.PostFormAsync("/sts", ("Action", "GetCallerIdentity"), ("Version", "2011-06-15"))).ShouldBe("403 MissingAuthenticationToken");
    }

    private static string Token(CloudFixture cloud) => cloud.Host.Mint(Spec());

    private static TokenSpec Spec(
        CloudIssuer issuer = CloudIssuer.Entra,
        string? subject = null,
        string audience = CloudBuilder.AwsAudience,
        TimeSpan? lifetime = null,
        SigningKey? key = null,
        JsonObject? header = null) => new()
        {
            Issuer = issuer,
            Subject = subject ?? CloudBuilder.OrdersObject.ToString(),
            Audience = audience,
            Lifetime = lifetime ?? TimeSpan.FromHours(1),
            Key = key,
            Header = header,
        };

    private static Task<CloudAnswer> AssumeAsync(CloudFixture cloud, string token, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = "AssumeRoleWithWebIdentity",
            ["Version"] = "2011-06-15",
            ["RoleArn"] = Role,
            ["RoleSessionName"] = "orders-1",
            ["WebIdentityToken"] = token,
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return cloud.PostFormAsync("/sts", [.. fields.Select(static field => (field.Key, field.Value))]);
    }
}
