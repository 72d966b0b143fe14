using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Keys;

/// <summary>Every algorithm by every type, curve and <c>alg</c> of a key: only what belongs together verifies, whatever the key really signed.</summary>
public sealed class KeyConfusionTests(KeyServer server)
{
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    [Fact]
    public async Task T21_matrix_algorithmByKeyTypeByCurveByOwnAlgorithm_onlyTheFittingVerify()
    {
        SigningKey[] pairs = [SigningKey.SharedRsa, SigningKey.SharedEc, SigningKey.Ec("ES384"), SigningKey.Ec("ES512")];
        var keys = pairs.SelectMany(pair => Algorithms.Append(null).Select(own => (Pair: pair, Own: own, Published: Published(pair, own)))).ToList();
        var scene = new TokenScene(server);
        scene.Publish([.. keys.Select(static key => key.Published), scene.Key]);
        var accepted = 0;
        foreach (var (pair, own, published) in keys)
        {
            foreach (var algorithm in Algorithms)
            {
                var token = scene.Valid(pair.As(algorithm)).Header("kid", published.KeyId);
                if (Fits(pair, algorithm) && (own is null || string.Equals(own, algorithm, StringComparison.Ordinal)))
                {
                    accepted++;
                    await scene.AcceptAsync(token);
                }
                else
                {
                    await scene.RefuseAsync(token, TokenError.KeyNotAllowed);
                }
            }
        }

        // Six by the RSA key and one by each curve, of the key without an algorithm of its own and of the one with the same.
        accepted.ShouldBe(2 * (6 + 3));
    }

    private static bool Fits(SigningKey pair, string algorithm) => algorithm[0] == 'E'
        ? pair.Jwk.TryGetValue("crv", out var curve) && string.Equals(CurveOf(algorithm), (string)curve, StringComparison.Ordinal)
        : !pair.Jwk.ContainsKey("crv");

    private static string CurveOf(string algorithm) => algorithm switch { "ES256" => "P-256", "ES384" => "P-384", _ => "P-521" };

    private static SigningKey Published(SigningKey pair, string? own)
    {
        var key = pair.As(pair.Algorithm);
        if (own is not null)
        {
            key.Jwk["alg"] = own;
        }

        return key;
    }
}
