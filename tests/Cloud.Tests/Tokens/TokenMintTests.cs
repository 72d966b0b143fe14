using System.Text.Json.Nodes;
using LocalCloud.Keys;
using LocalCloud.Tokens;

namespace Cloud.Tests.Tokens;

public sealed class TokenMintTests
{
    [Fact]
    public async Task Mint_with_claims_and_header_replaces_adds_and_removes()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var token = cloud.Host.Mint(new TokenSpec
        {
            Claims = new JsonObject { ["exp"] = "soon", ["extra"] = new JsonArray(1, 2), ["aud"] = null },
            Header = new JsonObject { ["alg"] = "none", ["kid"] = null, ["crit"] = new JsonArray("b64") },
        });
        var claims = Jws.Claims(token);
        claims.GetProperty("exp").GetString().ShouldBe("soon");
        claims.GetProperty("extra").GetArrayLength().ShouldBe(2);
        claims.TryGetProperty("aud", out _).ShouldBeFalse();
        var header = Jws.Header(token);
        header.GetProperty("alg").GetString().ShouldBe("none");
        header.TryGetProperty("kid", out _).ShouldBeFalse();
        header.GetProperty("crit")[0].GetString().ShouldBe("b64");
    }

    [Fact]
    public async Task Mint_with_a_negative_lifetime_was_valid_once()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        var claims = Jws.Claims(cloud.Host.Mint(new TokenSpec { Lifetime = TimeSpan.FromSeconds(-60) }));
        var expiry = clock.GetUtcNow().ToUnixTimeSeconds() - 60;
        claims.GetProperty("exp").GetInt64().ShouldBe(expiry);
        claims.GetProperty("nbf").GetInt64().ShouldBe(expiry - 3600);
    }

    [Fact]
    public async Task Mint_with_another_key_carries_its_names_and_its_signature()
    {
        await using var cloud = await CloudFixture.StartAsync();
        using var key = SigningKey.Create("RS256", "stranger");
        var token = cloud.Host.Mint(new TokenSpec { Key = key });
        Jws.Header(token).GetProperty("kid").GetString().ShouldBe("stranger");
        Jwks.Verifies(System.Text.Json.JsonElement.Parse(new JsonObject { ["keys"] = new JsonArray(key.ToJwk()) }.ToJsonString()), token).ShouldBeTrue();
    }
}
