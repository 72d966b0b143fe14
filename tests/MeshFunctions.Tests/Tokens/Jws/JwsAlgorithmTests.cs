using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Jws;

public sealed class JwsAlgorithmTests(KeyServer server)
{
    public static TheoryData<string> Refused { get; } =
    [
        "\"none\"", "\"None\"", "\"NONE\"", "\"nOnE\"", "\"\"", "\"HS256\"", "\"HS384\"", "\"HS512\"", "\"ES256K\"", "\"EdDSA\"", "\"Ed25519\"", "\"RS1\"",
        "\"rs256\"", "\"RS256 \"", "\" RS256\"", "\"RS256\\u0000\"", "\"RS224\"", "\"ES521\"", "\"es384\"", "\"PS1024\"",
        "\"RSA-OAEP\"", "\"dir\"", "256", "null", "true", "[\"RS256\"]", "{\"RS256\":1}",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task T20_algorithm_notInTheList_refused(string json)
    {
        foreach (var key in new[] { SigningKey.SharedRsa, SigningKey.SharedEc })
        {
            var scene = new TokenScene(server, key: key);
            await scene.RefuseAsync(scene.Valid().HeaderJson("alg", json), TokenError.AlgorithmNotAllowed);
        }
    }

    [Fact]
    public async Task T20_algorithm_missing_refused()
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().WithoutHeader("alg"), TokenError.AlgorithmNotAllowed);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    public async Task T20_algorithm_none_refusedWhateverTheSignature(string algorithm)
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Header("alg", algorithm);
        await scene.RefuseAsync($"{token.Unsigned}.", TokenError.Malformed);
        await scene.RefuseAsync($"{token.Unsigned}.AA", TokenError.AlgorithmNotAllowed);
    }

    [Fact]
    public async Task T22_algorithm_hmacWithThePublicKey_refused()
    {
        var scene = new TokenScene(server, key: SigningKey.SharedRsa);
        foreach (var secret in SigningKey.SharedRsa.PublicForms())
        {
            var token = scene.Valid().Header("alg", "HS256");
            var signature = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(token.Unsigned));
            await scene.RefuseAsync(token.Build(signature), TokenError.AlgorithmNotAllowed);

            // Nor does the same signature pass under the key's own algorithm.
            var renamed = scene.Valid();
            await scene.RefuseAsync(
                renamed.Build(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(renamed.Unsigned))),
                TokenError.SignatureInvalid);
        }
    }

    [Fact]
    public async Task Algorithm_writtenWithEscapes_isTheSame()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid().HeaderJson("alg", "\"\\u0045S256\""));
    }

    /// <summary>Every algorithm anybody may name, against every key that an issuer may publish: only the right pairs pass.</summary>
    [Fact]
    public async Task T21_algorithm_keyConfusionMatrix_onlyTheRightPairPasses()
    {
        string[] algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "none"];
        SigningKey[] keys = [SigningKey.SharedRsa, SigningKey.SharedEc, SigningKey.Ec("ES384"), SigningKey.Ec("ES512")];
        var another = SigningKey.Ec();
        var passed = new List<string>();
        foreach (var published in keys)
        {
            foreach (var signer in keys)
            {
                foreach (var algorithm in algorithms)
                {
                    var scene = new TokenScene(server);
                    scene.Issuer.Publish(published, another);
                    var token = scene.Valid(published).Header("alg", algorithm);
                    var signature = SignAs(signer, algorithm, Encoding.ASCII.GetBytes(token.Unsigned));
                    var result = await scene.ValidateAsync(token.Build(signature));
                    if (result.IsValid)
                    {
                        passed.Add($"{published.Jwk["kty"]}-{published.Algorithm}:{algorithm}");
                    }
                    else
                    {
                        result.Error.ShouldBeOneOf(
                            TokenError.AlgorithmNotAllowed, TokenError.KeyNotAllowed, TokenError.KeyUnknown, TokenError.SignatureInvalid);
                    }
                }
            }
        }

        passed.ShouldBe(
        [
            "RSA-RS256:RS256", "RSA-RS256:RS384", "RSA-RS256:RS512", "RSA-RS256:PS256", "RSA-RS256:PS384", "RSA-RS256:PS512",
            "EC-ES256:ES256", "EC-ES384:ES384", "EC-ES512:ES512",
        ],
            ignoreOrder: true);
    }

    private static byte[] SignAs(SigningKey signer, string algorithm, byte[] input)
    {
        if (string.Equals(algorithm, "HS256", StringComparison.Ordinal))
        {
            return HMACSHA256.HashData(Base64Url.DecodeFromChars((string)(signer.Jwk.TryGetValue("n", out var n) ? n : signer.Jwk["x"])), input);
        }

        // Elliptic keys sign with the hash that the header's algorithm names; RSA keys also with its padding.
        return string.Equals(algorithm, "none", StringComparison.Ordinal) ? [0] : signer.As(algorithm).Sign(input);
    }
}
