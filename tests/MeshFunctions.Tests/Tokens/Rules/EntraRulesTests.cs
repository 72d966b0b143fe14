using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Rules;

public sealed class EntraRulesTests(KeyServer server)
{
    [Fact]
    public async Task T33_managedIdentityWithoutRoles_isAnAccessToken()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var token = await scene.AcceptAsync(scene.Valid().Without("roles"));
        token.SubjectKind.ShouldBe(SubjectKind.Workload);
        token.Roles.ShouldBeEmpty();
    }

    [Fact]
    public async Task T33_entra_withoutClientOrPurpose_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        await scene.RefuseAsync(scene.Valid().Without("azp"), TokenError.NotAccessToken);
        await scene.RefuseAsync(scene.Valid().Without("azp").Claim("appid", "web"), TokenError.NotAccessToken);
        await scene.RefuseAsync(scene.Valid().ClaimJson("azp", "[\"web\"]"), TokenError.NotAccessToken);

        // An ID token of a user: neither scopes nor roles, and a pairwise subject.
        await scene.RefuseAsync(scene.Valid().Without("roles").Claim("sub", "pairwise"), TokenError.NotAccessToken);
        await scene.RefuseAsync(scene.Valid().Without("roles").Without("oid"), TokenError.NotAccessToken);
        await scene.RefuseAsync(scene.Valid().Without("roles").Claim("sub", "pairwise").Claim("idtyp", "user"), TokenError.NotAccessToken);

        await scene.AcceptAsync(scene.Valid().Without("roles").Claim("sub", "pairwise").Claim("idtyp", "app"));
        await scene.AcceptAsync(scene.Valid().Without("roles").Claim("sub", "pairwise").Claim("scp", "Orders.Read"));

        var version1 = new TokenScene(server, IssuerKind.Entra, version1: true);
        await version1.RefuseAsync(version1.Valid().Without("appid"), TokenError.NotAccessToken);
        await version1.RefuseAsync(version1.Valid().Without("appid").Claim("azp", "web"), TokenError.NotAccessToken);
    }

    [Theory]
    [InlineData("\"1.0\"")]
    [InlineData("\"2\"")]
    [InlineData("2.0")]
    [InlineData("\"2.0 \"")]
    [InlineData("null")]
    public async Task T33_entra_version1AtAVersion2Issuer_refused(string json)
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        await scene.RefuseAsync(scene.Valid().ClaimJson("ver", json), TokenError.VersionMismatch);
        await scene.RefuseAsync(scene.Valid().Without("ver"), TokenError.VersionMismatch);
    }

    [Fact]
    public async Task T33_entra_version2AtAVersion1Issuer_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Entra, version1: true);
        await scene.RefuseAsync(scene.Valid().Claim("ver", "2.0"), TokenError.VersionMismatch);
    }

    [Fact]
    public async Task T33_entra_realVersion1TokenAtAVersion2Issuer_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        await scene.RefuseAsync(
            scene.Valid().Claim("iss", $"https://sts.windows.net/{scene.Tenant}/").Claim("ver", "1.0").Claim("appid", "web"),
            TokenError.IssuerNotAllowed);
    }

    [Fact]
    public async Task T30_entra_tenantOtherThanTheIssuers_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        foreach (var tenant in new[] { "11111111-2222-3333-4444-555555555555", scene.Tenant.ToUpperInvariant(), scene.Tenant[..^1], "", "v2.0", "common" })
        {
            if (!string.Equals(tenant, scene.Tenant, StringComparison.Ordinal))
            {
                await scene.RefuseAsync(scene.Valid().Claim("tid", tenant), TokenError.TenantMismatch);
            }
        }

        await scene.RefuseAsync(scene.Valid().Without("tid"), TokenError.TenantMismatch);
        await scene.RefuseAsync(scene.Valid().ClaimJson("tid", $"[\"{scene.Tenant}\"]"), TokenError.TenantMismatch);
    }

    [Fact]
    public async Task SubjectKind_delegatedToken_isAUser()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        (await scene.AcceptAsync(scene.Valid().Claim("scp", "Orders.Read Orders.Write"))).SubjectKind.ShouldBe(SubjectKind.User);
        (await scene.AcceptAsync(scene.Valid().Claim("sub", "pairwise"))).SubjectKind.ShouldBe(SubjectKind.User);
    }
}
