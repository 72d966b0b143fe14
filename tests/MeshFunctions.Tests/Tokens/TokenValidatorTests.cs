using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

public sealed class TokenValidatorTests(KeyServer server)
{
    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Validate_goodToken_acceptsEveryAllowedAlgorithm(string algorithm)
    {
        var key = string.Equals(algorithm, "ES256", StringComparison.Ordinal) ? SigningKey.SharedEc : SigningKey.SharedRsa.As(algorithm);
        var scene = new TokenScene(server, key: key);

        var token = await scene.AcceptAsync(scene.Valid());

        token.Subject.ShouldBe("user-1");
        token.Issuer.ShouldBe(scene.Issuer.Issuer);
        token.IssuerName.ShouldBe("main");
        token.Roles.ShouldBe(["Orders.Write", "Orders.Read"]);
        token.Scopes.ShouldBe(["openid", "orders"]);
        token.ExpiresAt.ShouldBe(scene.Clock.GetUtcNow().AddSeconds(600));
    }

    [Fact]
    public async Task Validate_entraTokens_acceptsBothForms()
    {
        var version2 = new TokenScene(server, IssuerKind.Entra);
        var version1 = new TokenScene(server, IssuerKind.Entra, version1: true);

        (await version2.AcceptAsync(version2.Valid())).SubjectKind.ShouldBe(SubjectKind.Workload);
        (await version1.AcceptAsync(version1.Valid())).SubjectKind.ShouldBe(SubjectKind.Workload);
    }
}
