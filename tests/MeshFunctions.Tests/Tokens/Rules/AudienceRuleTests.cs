using System.Text.Json;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Rules;

public sealed class AudienceRuleTests(KeyServer server)
{
    [Theory]
    [InlineData("\"api://Orders\"")]
    [InlineData("\"API://ORDERS\"")]
    [InlineData("\"api://orders/\"")]
    [InlineData("\"api://order\"")]
    [InlineData("\"api://orders2\"")]
    [InlineData("\" api://orders\"")]
    [InlineData("\"api://orders api://other\"")]
    [InlineData("\"api://orders,api://other\"")]
    [InlineData("\"\"")]
    [InlineData("\"*\"")]
    [InlineData("[]")]
    [InlineData("[\"api://other\"]")]
    [InlineData("[[\"api://orders\"]]")]
    [InlineData("[\"api://orders\",1]")]
    [InlineData("[null,\"api://orders\"]")]
    [InlineData("{\"api://orders\":true}")]
    [InlineData("{\"0\":\"api://orders\"}")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("true")]
    public async Task T31_audience_notOurs_refused(string json)
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().ClaimJson("aud", json), TokenError.AudienceMismatch);
    }

    [Fact]
    public async Task T31_audience_missing_refused()
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().Without("aud"), TokenError.AudienceMismatch);
    }

    [Theory]
    [InlineData("\"api://orders\"")]
    [InlineData("[\"api://orders\"]")]
    [InlineData("[\"api://other\",\"api://orders\",\"https://issuer/userinfo\"]")]
    [InlineData("[\"api:\\/\\/orders\"]")]
    [InlineData("\"second\"")]
    public async Task T31_audience_oneOfOurs_accepted(string json)
    {
        var scene = new TokenScene(server, configure: options =>
        {
            options.Audiences.Add(TokenScene.Audience);
            options.Audiences.Add("second");
        });
        await scene.AcceptAsync(scene.Valid().ClaimJson("aud", json));
    }

    [Fact]
    public async Task T31_audience_tooManyEntries_refused()
    {
        var scene = new TokenScene(server);
        var others = Enumerable.Range(0, 255).Select(static i => $"a{i}");
        await scene.AcceptAsync(scene.Valid().Claim("aud", others.Append(TokenScene.Audience)));
        await scene.RefuseAsync(scene.Valid().Claim("aud", others.Prepend(TokenScene.Audience).Append("x")), TokenError.AudienceMismatch);
        await scene.RefuseAsync(scene.Valid().Claim("aud", Enumerable.Repeat("", 3000).Prepend(TokenScene.Audience)), TokenError.AudienceMismatch);
        JsonSerializer.Serialize(Enumerable.Repeat("", 10_000)).Length.ShouldBeGreaterThan(16384, "10,000 entries are over the cap of T36 already.");
    }
}
