using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

/// <summary>The tokens of the local cloud, as the demo has them, by the real clock.</summary>
public sealed class LocalCloudTokensTests
{
    private const string ObjectId = "bbbbbbbb-0000-4000-8000-000000000001";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Validate_tokensOfBothIssuers_acceptedAlsoAfterRotations()
    {
        await using var cloud = await LocalCloudHost.StartAsync(Config(), cancellationToken: Ct);
        var validator = Validator(cloud);
        for (var rotation = 0; rotation < 3; rotation++)
        {
            var user = await validator.ValidateAsync(cloud.Mint(new TokenSpec { Subject = "wanda", Roles = ["Orders.Write"] }), Ct);
            user.Token.ShouldNotBeNull().Roles.ShouldBe(["Orders.Write"]);
            user.Token.Subject.ShouldBe("wanda");
            user.Token.IssuerName.ShouldBe("users");

            var workload = await validator.ValidateAsync(cloud.Mint(new TokenSpec { Issuer = CloudIssuer.Entra, Subject = ObjectId }), Ct);
            workload.Token.ShouldNotBeNull().SubjectKind.ShouldBe(SubjectKind.Workload);
            workload.Token.Subject.ShouldBe(ObjectId);

            cloud.Keys(CloudIssuer.Oidc).Rotate(TimeSpan.Zero);
            cloud.Keys(CloudIssuer.Entra).Rotate(TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task Validate_spoiltTokens_refusedForTheRightReason()
    {
        await using var cloud = await LocalCloudHost.StartAsync(Config(), cancellationToken: Ct);
        var validator = Validator(cloud);
        foreach (var issuer in new[] { CloudIssuer.Oidc, CloudIssuer.Entra })
        {
            (await validator.ValidateAsync(cloud.Mint(new TokenSpec { Issuer = issuer, Subject = ObjectId }), Ct)).IsValid.ShouldBeTrue();
            (await ErrorAsync(validator, cloud, new TokenSpec { Issuer = issuer, Subject = ObjectId, Lifetime = TimeSpan.FromMinutes(-2) })).ShouldBe(TokenError.Expired);
            (await ErrorAsync(validator, cloud, new TokenSpec { Issuer = issuer, Subject = ObjectId, Audience = "api://other" })).ShouldBe(TokenError.AudienceMismatch);
            (await ErrorAsync(validator, cloud, new TokenSpec { Issuer = issuer, Subject = ObjectId, Header = new JsonObject { ["typ"] = "logout+jwt" } }))
                .ShouldBe(TokenError.TypeNotAllowed);
            (await ErrorAsync(validator, cloud, new TokenSpec { Issuer = issuer, Subject = ObjectId, Header = new JsonObject { ["kid"] = "unknown" } }))
                .ShouldBe(TokenError.KeyUnknown);
        }
    }

    [Fact]
    public async Task T38b_cloudDown_unavailableUntilItIsBack()
    {
        var clock = new FakeClock(TimeProvider.System.GetUtcNow());
        await using var cloud = await LocalCloudHost.StartAsync(Config(), clock, Ct);
        var validator = Validator(cloud, clock);
        cloud.SetDown(CloudIssuer.Oidc, down: true);
        (await ErrorAsync(validator, cloud, new TokenSpec())).ShouldBe(TokenError.KeysUnavailable);
        cloud.SetDown(CloudIssuer.Oidc, down: false);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await ErrorAsync(validator, cloud, new TokenSpec())).ShouldBe(TokenError.None);
    }

    private static async Task<TokenError> ErrorAsync(TokenValidator validator, LocalCloudHost cloud, TokenSpec spec) =>
        (await validator.ValidateAsync(cloud.Mint(spec), Ct)).Error;

    private static TokenValidator Validator(LocalCloudHost cloud, TimeProvider? clock = null)
    {
        var options = new TokensOptions();
        foreach (var (name, issuer, kind) in new[] { ("users", CloudIssuer.Oidc, IssuerKind.Oidc), ("workloads", CloudIssuer.Entra, IssuerKind.Entra) })
        {
            options.Issuers[name] = new IssuerOptions
            {
                Issuer = cloud.Issuer(issuer),
                Kind = kind,
                CaFile = cloud.CaFile,
                ForcedRefreshInterval = TimeSpan.FromSeconds(1),
                Audiences = { "api://orders" },
            };
        }

        return TokenValidator.Create(options, clock);
    }

    private static CloudConfig Config() => new() { AdminKey = "admin-key-of-the-tests", TenantId = new Guid("11111111-2222-4333-8444-555555555555") };
}
