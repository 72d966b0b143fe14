using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Rules;

public sealed class TokenTypeTests(KeyServer server)
{
    public static TheoryData<string> Others { get; } =
    [
        "\"dpop+jwt\"", "\"secevent+jwt\"", "\"logout+jwt\"", "\"txntoken+jwt\"", "\"id+jwt\"", "\"JOSE\"", "\"\"", "\"at+jwt \"", "\"at jwt\"", "\"at%2Bjwt\"",
        "\"application/jwt\"", "\"text/at+jwt\"", "\"application/application/at+jwt\"", "\"JWTs\"", "null", "1", "[\"at+jwt\"]", "{\"typ\":\"at+jwt\"}",
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task T33_type_ofAnotherKind_refusedEverywhere(string json)
    {
        TokenScene[] scenes = [new(server), new(server, configure: static options => options.AcceptUntyped = true), new(server, IssuerKind.Entra)];
        foreach (var scene in scenes)
        {
            await scene.RefuseAsync(scene.Valid().HeaderJson("typ", json), TokenError.TypeNotAllowed);
        }
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    [InlineData("Application/At+Jwt")]
    public async Task T33_type_accessToken_accepted(string type)
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid().Header("typ", type));
    }

    [Fact]
    public async Task T33_type_jwtOrAbsentAtOidc_onlyWhereUntypedIsAccepted()
    {
        var strict = new TokenScene(server);
        await strict.RefuseAsync(strict.Valid().Header("typ", "JWT"), TokenError.TypeNotAllowed);
        await strict.RefuseAsync(strict.Valid().WithoutHeader("typ"), TokenError.TypeNotAllowed);

        var lenient = new TokenScene(server, configure: static options => options.AcceptUntyped = true);
        await lenient.AcceptAsync(lenient.Valid().Header("typ", "JWT"));
        await lenient.AcceptAsync(lenient.Valid().Header("typ", "jwt").Without("client_id").Without("jti").Without("iat"));
        await lenient.AcceptAsync(lenient.Valid().WithoutHeader("typ"));
        await lenient.AcceptAsync(lenient.Valid());
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("at_hash")]
    [InlineData("c_hash")]
    public async Task T33_idToken_asAccessToken_refused(string claim)
    {
        foreach (var kind in new[] { IssuerKind.Oidc, IssuerKind.Entra })
        {
            var scene = new TokenScene(server, kind, configure: static options => options.AcceptUntyped = true);
            await scene.RefuseAsync(scene.Valid().Header("typ", "JWT").Claim(claim, "x"), TokenError.NotAccessToken);
            await scene.RefuseAsync(scene.Valid().WithoutHeader("typ").ClaimJson(claim, "null"), TokenError.NotAccessToken);
        }
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("jti")]
    [InlineData("iat")]
    [InlineData("sub")]
    public async Task T33_accessTokenProfile_claimMissingOrOfAnotherShape_refused(string claim)
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().Without(claim), TokenError.ClaimMissing);
        if (!string.Equals(claim, "iat", StringComparison.Ordinal))
        {
            foreach (var json in new[] { "\"\"", "null", "1", "[\"x\"]", "{}" })
            {
                await scene.RefuseAsync(scene.Valid().ClaimJson(claim, json), TokenError.ClaimMissing);
            }
        }
    }
}
