using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

/// <summary>Entra with a list of tenants: each is an issuer with keys of its own, and no other tenant exists.</summary>
public sealed class EntraTenantsTests(KeyServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T30_tenants_of_the_list_are_accepted_and_no_other(bool version1)
    {
        var scenes = Enumerable.Range(0, 3).Select(_ => new TokenScene(server, IssuerKind.Entra, SigningKey.Ec(), version1)).ToArray();
        var validator = Validator(version1, scenes[0], scenes[1]);
        foreach (var scene in scenes[..2])
        {
            (await validator.ValidateAsync(scene.Valid().Build(), TestContext.Current.CancellationToken)).Token.ShouldNotBeNull().Issuer.ShouldBe(scene.Issuer.Issuer);
        }

        await RefuseAsync(validator, scenes[2].Valid(), TokenError.IssuerNotAllowed);
        await scenes[2].AcceptAsync(scenes[2].Valid());
    }

    [Fact]
    public async Task T30_tenant_named_twice_differently_refused()
    {
        TokenScene one = new(server, IssuerKind.Entra, SigningKey.Ec()), other = new(server, IssuerKind.Entra, SigningKey.Ec());
        var validator = Validator(false, one, other);
        await RefuseAsync(validator, one.Valid().Claim("tid", other.Tenant), TokenError.TenantMismatch);
        await RefuseAsync(validator, one.Valid().Claim("iss", other.Issuer.Issuer), TokenError.TenantMismatch);
        foreach (var word in new[] { "{tenantid}", "common", "organizations" })
        {
            await RefuseAsync(validator, one.Valid().Claim("iss", one.Issuer.Issuer.Replace(one.Tenant, word, StringComparison.Ordinal)), TokenError.IssuerNotAllowed);
        }
    }

    [Fact]
    public async Task T29_keys_of_one_tenant_do_not_sign_for_another()
    {
        TokenScene one = new(server, IssuerKind.Entra, SigningKey.Ec()), other = new(server, IssuerKind.Entra, SigningKey.Ec());
        var validator = Validator(false, one, other);
        await RefuseAsync(validator, one.Valid(other.Key), TokenError.KeyUnknown);

        // Both publish both keys, as Entra does, but each key says whose it is.
        var bound = new Dictionary<string, object>(other.Key.Jwk, StringComparer.Ordinal) { ["issuer"] = other.Issuer.Issuer };
        var shared = new Dictionary<string, object>(one.Key.Jwk, StringComparer.Ordinal)
        {
            ["issuer"] = one.Issuer.Issuer.Replace(one.Tenant, "{tenantid}", StringComparison.Ordinal),
        };
        one.Issuer.Jwks = other.Issuer.Jwks = SigningKey.JwksOf(bound, shared);
        validator = Validator(false, one, other);
        await RefuseAsync(validator, one.Valid(other.Key), TokenError.KeyUnknown);
        foreach (var accepted in new[] { one.Valid(), other.Valid(), other.Valid(one.Key) })
        {
            (await validator.ValidateAsync(accepted.Build(), TestContext.Current.CancellationToken)).Error.ShouldBe(TokenError.None);
        }
    }

    private TokenValidator Validator(bool version1, params TokenScene[] tenants)
    {
        var issuer = new IssuerOptions
        {
            Issuer = version1 ? $"{server.Address}/{{tenantid}}/" : $"{server.Address}/{{tenantid}}/v2.0",
            Kind = IssuerKind.Entra,
            CaFile = server.CaFile,
            Audiences = { TokenScene.Audience },
        };
        foreach (var tenant in tenants)
        {
            issuer.Tenants.Add(tenant.Tenant);
        }

        return TokenValidator.Create(new TokensOptions { Issuers = { ["entra"] = issuer } }, tenants[0].Clock);
    }

    private static async Task RefuseAsync(TokenValidator validator, TokenBuilder token, TokenError expected) =>
        (await validator.ValidateAsync(token.Build(), TestContext.Current.CancellationToken)).Error.ShouldBe(expected);
}
