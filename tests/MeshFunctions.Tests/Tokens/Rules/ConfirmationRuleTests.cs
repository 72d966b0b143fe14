using MeshFunctions.Tests.Headers;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Rules;

public sealed class ConfirmationRuleTests(KeyServer server)
{
    // CERT-A of the wire formats, §0.1 and §4.6.
    private const string Certificate = TestCertificates.DocumentedSha256;
    private const string Bound = """{"x5t#S256":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0"}""";

    public static TheoryData<string> NotBoundToIt { get; } =
    [
        """{"x5t#S256":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg1"}""",
        """{"x5t#S256":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0="}""",
        """{"x5t#S256":"18842bff6814555c6ff33464b7498ae73c101ea651352fcd6cb28b3b0026aa0d"}""",
        """{"x5t#S256":["GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0"]}""",
        """{"x5t#S256":""}""",
        """{"x5t#S256":null}""",
        """{"x5t#s256":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0"}""",
        """{"x5t":"Hr0gMcOfFBVY7QBvGmSmZpRJPEg"}""",
        """{"jkt":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0"}""",
        """{"x5t#S256":"GIQr_2gUVVxv8zRkt0mK5zwQHqZRNS_NbLKLOwAmqg0","jkt":"x"}""",
        "{}",
        "null",
        "[]",
        "\"x\"",
    ];

    [Fact]
    public async Task T43_bound_token_is_no_bearer_token_and_counts_with_its_certificate()
    {
        foreach (var kind in new[] { IssuerKind.Oidc, IssuerKind.Entra, IssuerKind.Kubernetes, IssuerKind.Spiffe })
        {
            var scene = new TokenScene(server, kind);
            var token = scene.Valid().ClaimJson("cnf", Bound);
            await scene.RefuseAsync(token, TokenError.ConfirmationMissing);
            foreach (var none in new[] { null, "", "18842bff", Certificate[1..], Certificate[..^1] + "e", Certificate + "00", new string('z', 64) })
            {
                (await BoundAsync(scene, token, none)).Error.ShouldBe(TokenError.ConfirmationMissing);
            }

            (await BoundAsync(scene, token, Certificate)).Error.ShouldBe(TokenError.None);
            (await BoundAsync(scene, token, Certificate.ToUpperInvariant())).Error.ShouldBe(TokenError.None);
            (await BoundAsync(scene, scene.Valid(), Certificate)).Error.ShouldBe(TokenError.None, "a token that is not bound");
        }
    }

    [Theory]
    [MemberData(nameof(NotBoundToIt))]
    public async Task T43_token_bound_otherwise_is_refused_with_any_certificate(string confirmation)
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().ClaimJson("cnf", confirmation);
        await scene.RefuseAsync(token, TokenError.ConfirmationMissing);
        (await BoundAsync(scene, token, Certificate)).Error.ShouldBe(TokenError.ConfirmationMissing);
        (await BoundAsync(scene, scene.Valid().ClaimJson("cnf", Bound), Certificate)).Error.ShouldBe(TokenError.None, "control");
    }

    private static async Task<TokenResult> BoundAsync(TokenScene scene, TokenBuilder token, string? certificate) =>
        await scene.Validator.ValidateBoundAsync(token.Build(), certificate, TestContext.Current.CancellationToken);
}
