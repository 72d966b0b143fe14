using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Headers;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust.Assertions;

/// <summary>T03: assertions that are bad in themselves. Every test has its control: the same with nothing wrong is proof.</summary>
public sealed class SignedAssertionTests : IDisposable
{
    private static readonly Sent Request = new();
    private readonly AssertionScene _scene = new();

    public static TheoryData<string, string, string> BadClaims { get; } = new()
    {
        { "iss", "\"https://gate.mesh.local/\"", "trailing slash" },
        { "iss", "\"https://GATE.mesh.local\"", "case" },
        { "iss", "\"https://other.mesh.local\"", "other" },
        { "iss", "[\"https://gate.mesh.local\"]", "array" },
        { "iss", "null", "null" },
        { "iss", "\"\"", "empty" },
        { "aud", "\"inventory\"", "other app" },
        { "aud", "\"Orders\"", "case" },
        { "aud", "\"orders \"", "blank" },
        { "aud", "[\"orders\"]", "a list, even of us alone" },
        { "aud", "[\"orders\",\"inventory\"]", "several apps" },
        { "aud", "null", "null" },
        { "iat", "\"1\"", "text" },
        { "iat", "null", "null" },
        { "iat", "-1", "negative" },
        { "iat", "1e400", "infinite" },
        { "exp", "9223372036854775808", "2^63" },
        { "exp", "\"1\"", "text" },
        { "exp", "null", "null" },
        { "exp", "1e400", "infinite" },
        { "nbf", "\"1\"", "text" },
        { "jti", "null", "null" },
        { "jti", "\"\"", "empty" },
        { "jti", "1", "number" },
        { "jti", "\"a b\"", "blank" },
        { "jti", "\"a/b\"", "slash" },
        { "jti", "\"a\\u0062\"", "escape" },
        { "jti", $"\"{new string('j', 129)}\"", "129 characters" },
        { "hdv", "2", "another version" },
        { "hdv", "\"1\"", "text" },
        { "hdv", "1.0", "another number" },
        { "hdv", "null", "null" },
        { "sub", "\"\"", "empty" },
        { "sub", "1", "number" },
        { "sub", "\"a b\"", "blank" },
        { "sub", "\"\\u001b[31m\"", "escape sequence" },
        { "sub", "\"\u00e9\"", "not ASCII" },
        { "sub", $"\"{new string('s', 257)}\"", "257 characters" },
    };

    public static TheoryData<string, string> BadHeaders { get; } = new()
    {
        { "typ", "\"JWT\"" },
        { "typ", "\"at+jwt\"" },
        { "typ", "\"Mesh-Hop+JWT\"" },
        { "typ", "\"application/mesh-hop+jwt\"" },
        { "typ", "\"\"" },
        { "typ", "null" },
        { "alg", "\"none\"" },
        { "alg", "\"None\"" },
        { "alg", "\"HS256\"" },
        { "alg", "\"RS256\"" },
        { "alg", "\"PS256\"" },
        { "alg", "\"ES256K\"" },
        { "alg", "\"EdDSA\"" },
        { "alg", "\"ES384\"" },
        { "alg", "\"ES512\"" },
        { "alg", "\"es256\"" },
        { "alg", "null" },
        { "alg", "256" },
        { "kid", "\"\"" },
        { "kid", "\"unknown\"" },
        { "kid", "\"' OR 1=1 --\"" },
        { "kid", "\"../../etc/passwd\"" },
        { "kid", "null" },
        { "kid", "1" },
        { "crit", "[\"x\"]" },
        { "crit", "[]" },
        { "b64", "false" },
        { "zip", "\"DEF\"" },
    };

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(AssertionScene.Modes), MemberType = typeof(AssertionScene))]
    public async Task FindAsync_assertion_for_this_request_proves_the_hop(HttpMode mode)
    {
        var proven = await _scene.ShouldProve(Request, _scene.Mint(Request), mode);

        proven.Name.ShouldBe("gate");
        proven.Subject.ShouldBeNull();
        proven.Sources.ShouldBe([IdentitySource.NginxCertificate]);
        _scene.Recorded.Counts.ShouldBeEmpty();
    }

    [Fact]
    public async Task FindAsync_subject_of_the_assertion_is_that_of_the_hop()
    {
        foreach (var subject in (string[])["spiffe://mesh.local/gate/1", "spiffe://mesh.local/gate/2", "spiffe://mesh.local/gate/2"])
        {
            (await _scene.ShouldProve(Request, _scene.Mint(Request, subject: subject))).Subject.ShouldBe(subject);
        }

        (await _scene.ShouldProve(Request, _scene.Mint(Request))).Subject.ShouldBeNull();
    }

    [Theory]
    [InlineData("ES256", 64)]
    [InlineData("ES384", 96)]
    [InlineData("ES512", 132)]
    public async Task FindAsync_takes_ES256_and_better(string algorithm, int signatureLength)
    {
        using var scene = new AssertionScene(key: SigningKey.Ec(algorithm));
        var assertion = scene.Mint(Request);

        await scene.ShouldProve(Request, assertion);
        System.Buffers.Text.Base64Url.DecodeFromChars(assertion.Split('.')[2]).Length.ShouldBe(signatureLength);
    }

    [Fact]
    public async Task T03_FindAsync_wrong_signature_is_unproven()
    {
        var assertion = _scene.Mint(Request);
        var dot = assertion.LastIndexOf('.');
        for (var at = dot + 1; at < assertion.Length - 1; at += 7)
        {
            await _scene.ShouldRefuse(Request, $"{assertion[..at]}{(assertion[at] == 'A' ? 'B' : 'A')}{assertion[(at + 1)..]}", UnprovenReason.ProofInvalid);
        }

        foreach (var signature in (string[])["AA", new('A', 86), assertion[(dot + 1)..] + "AAAA", assertion[(dot + 1)..^4]])
        {
            await _scene.ShouldRefuse(Request, $"{assertion[..dot]}.{signature}", UnprovenReason.ProofInvalid);
        }

        await _scene.ShouldProve(Request, assertion);
    }

    [Fact]
    public async Task T03_FindAsync_key_of_somebody_else_is_unproven()
    {
        var stranger = SigningKey.Ec();

        await _scene.ShouldRefuse(Request, _scene.Builder(Request, stranger).Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request, stranger).Header("kid", _scene.Key.KeyId).Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldProve(Request, _scene.Builder(Request).Build());
    }

    [Fact]
    public async Task T03_FindAsync_no_key_is_tried_in_turn()
    {
        var second = SigningKey.Ec();
        await File.WriteAllTextAsync(_scene.KeysFile, SigningKey.JwksOf(_scene.Key.Jwk, second.Jwk), TestContext.Current.CancellationToken);
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));

        await _scene.ShouldRefuse(Request, _scene.Builder(Request, second).Header("kid", _scene.Key.KeyId).Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).WithoutHeader("kid").Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldProve(Request, _scene.Builder(Request, second).Build());
        await _scene.ShouldProve(Request, _scene.Builder(Request).Build());
    }

    [Theory]
    [MemberData(nameof(BadClaims))]
    public async Task T03_FindAsync_bad_claim_is_unproven(string claim, string json, string what)
    {
        what.ShouldNotBeEmpty();
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).ClaimJson(claim, json).Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldProve(Request, _scene.Builder(Request).Build());
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("jti")]
    [InlineData("hdv")]
    public async Task T03_FindAsync_missing_claim_is_unproven(string claim) =>
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).Without(claim).Build(), UnprovenReason.ProofInvalid);

    [Theory]
    [InlineData("htm")]
    [InlineData("htu")]
    [InlineData("htq")]
    [InlineData("ath")]
    [InlineData("hdh")]
    public async Task T04_FindAsync_missing_binding_is_unproven(string claim)
    {
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).Without(claim).Build(), UnprovenReason.AssertionMismatch);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).ClaimJson(claim, "null").Build(), UnprovenReason.AssertionMismatch);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).ClaimJson(claim, "\"\"").Build(), UnprovenReason.AssertionMismatch);
    }

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task T03_FindAsync_bad_header_is_unproven(string member, string json)
    {
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).HeaderJson(member, json).Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldProve(Request, _scene.Builder(Request).Build());
    }

    [Fact]
    public async Task T03_FindAsync_RSA_and_HMAC_prove_nothing_even_with_a_published_key()
    {
        var rsa = SigningKey.SharedRsa;
        await File.WriteAllTextAsync(_scene.KeysFile, SigningKey.JwksOf(_scene.Key.Jwk, rsa.Jwk), TestContext.Current.CancellationToken);
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));

        foreach (var algorithm in (string[])["RS256", "PS256", "RS512"])
        {
            await _scene.ShouldRefuse(Request, _scene.Builder(Request, rsa.As(algorithm)).Header("kid", rsa.KeyId).Build(), UnprovenReason.ProofInvalid);
        }

        var forged = _scene.Builder(Request).Header("alg", "HS256");
        foreach (var secret in rsa.PublicForms().Append(Encoding.UTF8.GetBytes(SigningKey.JwksOf(_scene.Key.Jwk))))
        {
            await _scene.ShouldRefuse(Request, forged.Build(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(forged.Unsigned))), UnprovenReason.ProofInvalid);
        }

        await _scene.ShouldProve(Request, _scene.Builder(Request).Build());
    }

    [Fact]
    public async Task T03_FindAsync_key_that_comes_along_is_not_used()
    {
        var stranger = SigningKey.Ec();
        foreach (var member in (string[])["jwk", "jku", "x5u", "x5c"])
        {
            var value = string.Equals(member, "jwk", StringComparison.Ordinal) ? (object)stranger.Jwk : "https://evil.example/keys";
            await _scene.ShouldRefuse(Request, _scene.Builder(Request, stranger).Header("kid", _scene.Key.KeyId).Header(member, value).Build(), UnprovenReason.ProofInvalid);
            await _scene.ShouldProve(Request, _scene.Builder(Request).Header(member, value).Build());
        }
    }

    [Fact]
    public async Task T03_FindAsync_expired_is_unproven_from_five_seconds_after_its_end()
    {
        var assertion = _scene.Mint(Request);

        _scene.Clock.Advance(TimeSpan.FromSeconds(34));
        await _scene.ShouldProve(Request, assertion);
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldRefuse(Request, assertion, UnprovenReason.AssertionExpired);
    }

    [Fact]
    public async Task T03_FindAsync_of_the_future_is_unproven_from_five_seconds_on()
    {
        var now = _scene.Clock.GetUtcNow().ToUnixTimeSeconds();

        await _scene.ShouldProve(Request, _scene.Builder(Request).Claim("iat", now + 5).Claim("exp", now + 65).Build());
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).Claim("iat", now + 6).Claim("exp", now + 30).Build(), UnprovenReason.AssertionNotYetValid);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).Claim("nbf", now + 6).Build(), UnprovenReason.AssertionNotYetValid);
        await _scene.ShouldProve(Request, _scene.Builder(Request).Claim("nbf", now + 5).Build());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(60, true)]
    [InlineData(60.5, false)]
    [InlineData(61, false)]
    [InlineData(3600, false)]
    public async Task T03_FindAsync_lives_for_a_minute_at_most(double lifetime, bool holds)
    {
        var now = _scene.Clock.GetUtcNow().ToUnixTimeSeconds();
        var assertion = _scene.Builder(Request).Claim("iat", now).Claim("exp", now + lifetime).Build();

        if (holds)
        {
            await _scene.ShouldProve(Request, assertion);
        }
        else
        {
            await _scene.ShouldRefuse(Request, assertion, UnprovenReason.ProofInvalid);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("\0")]
    [InlineData("\u00e9.\u00e9.\u00e9")]
    public async Task T03_FindAsync_garbage_is_unproven(string garbage) => await _scene.ShouldRefuse(Request, garbage, UnprovenReason.ProofInvalid);

    [Fact]
    public async Task T03_FindAsync_duplicate_members_and_oversize_are_unproven()
    {
        var good = _scene.Builder(Request);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).PayloadText(good.Payload[..^1] + ",\"aud\":\"orders\"}").Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).PayloadText(good.Payload[..^1] + ",\"\\u0061ud\":\"orders\"}").Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldRefuse(Request, _scene.Builder(Request).Claim("x", new string('x', 8 * 1024)).Build(), UnprovenReason.ProofInvalid);
        await _scene.ShouldProve(Request, _scene.Builder(Request).Claim("x", new string('x', 2 * 1024)).Build());
    }

    [Fact]
    public async Task T02b_FindAsync_beside_another_proof_is_unproven()
    {
        var assertion = _scene.Mint(Request);
        await _scene.ShouldRefuse(Request with { Headers = [.. Request.Headers, ("Mesh-Hop-Key", "k")] }, assertion, UnprovenReason.ProofUnexpected);
        await _scene.ShouldRefuse(Request with { Headers = [.. Request.Headers, ("dapr-api-token", "")] }, assertion, UnprovenReason.ProofUnexpected);
        await _scene.ShouldProve(Request, assertion);
    }

    [Theory]
    [MemberData(nameof(AssertionScene.Modes), MemberType = typeof(AssertionScene))]
    public async Task T07_FindAsync_two_assertions_are_a_fault_and_no_proof(HttpMode mode)
    {
        var first = _scene.Mint(Request);
        var twice = Request with { Headers = [.. Request.Headers, ("Mesh-Hop-Assertion", _scene.Mint(Request))] };

        twice.Arrived(first, mode).Headers.Fault.ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, MeshHeaderNames.HopAssertion));
        (await _scene.EvaluateAsync(twice, first, mode)).Trust.ShouldBeOfType<HopTrust.Unproven>();
        await _scene.ShouldProve(Request, first, mode);
    }

    [Fact]
    public async Task T06b_FindAsync_without_any_key_tells_when_to_ask_again()
    {
        _scene.Options.KeysFile = Path.Combine(Path.GetTempPath(), "no-such-file.jwks");
        _scene.Restarted();

        var result = await _scene.EvaluateAsync(Request, _scene.Mint(Request));

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.KeyUnavailable);
        result.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        (await _scene.EvaluateAsync(Request, "a.b.c")).RetryAfter.ShouldBeNull("garbage is judged without a key");
    }

    [Fact]
    public async Task FindAsync_nothing_of_an_assertion_is_logged()
    {
        var assertion = _scene.Mint(Request);
        await _scene.ShouldRefuse(Request with { Path = "/other" }, assertion, UnprovenReason.AssertionMismatch);
        await _scene.ShouldProve(Request, assertion);

        foreach (var line in _scene.Log.Lines)
        {
            line.ShouldNotContain(assertion[..20]);
            line.ShouldNotContain(assertion[^20..]);
        }

        foreach (var type in (Type[])[typeof(HopAssertionMinter), typeof(HopAssertionRequest)])
        {
            type.GetMethod("ToString")!.DeclaringType.ShouldBe(typeof(object), "it prints nothing of what it holds");
        }
    }
}
