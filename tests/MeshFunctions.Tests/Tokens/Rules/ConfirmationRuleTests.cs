using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Rules;

public sealed class ConfirmationRuleTests(KeyServer server)
{
    [Theory]
    [InlineData("""{"x5t#S256":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0"}""")]
    [InlineData("""{"jkt":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Check_boundToken_isNoBearerToken(string confirmation)
    {
        foreach (var kind in new[] { IssuerKind.Oidc, IssuerKind.Entra })
        {
            var scene = new TokenScene(server, kind);
            await scene.RefuseAsync(scene.Valid().ClaimJson("cnf", confirmation), TokenError.ConfirmationMissing);
            await scene.AcceptAsync(scene.Valid());
        }
    }
}
