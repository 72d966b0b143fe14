using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LocalCloud.Tokens;
using MeshFunctions.Tokens;

namespace Benchmarks;

/// <summary>RS256 tokens, good and bad, against the verification of their signature alone.</summary>
public class Rs256Benchmarks : TokenBenchmarks
{
    private readonly RSA _rsa;
    private TokenBench _bench = null!;
    private string _expired = "";
    private string _otherAudience = "";
    private string _unknownKey = "";
    private string _tampered = "";

    public Rs256Benchmarks()
        : this(RSA.Create())
    {
    }

    private Rs256Benchmarks(RSA rsa)
        : base(CloudIssuer.Entra, rsa) => _rsa = rsa;

    [Benchmark(Baseline = true)]
    public bool RsaVerifyData() => VerifyData();

    [Benchmark, Budget(Ratio = 1.15, Bytes = 512)]
    public TokenError Valid() => ValidateValid();

    [Benchmark, Budget(Ratio = 0.10, Bytes = 256)]
    public TokenError RefusedExpired() => _bench.Validate(_expired);

    [Benchmark, Budget(Ratio = 0.10, Bytes = 256)]
    public TokenError RefusedAudience() => _bench.Validate(_otherAudience);

    [Benchmark, Budget(Ratio = 0.10, Bytes = 256)]
    public TokenError RefusedUnknownKid() => _bench.Validate(_unknownKey);

    [Benchmark, Budget(Ratio = 1.15, Bytes = 256)]
    public TokenError RefusedSignature() => _bench.Validate(_tampered);

    private protected override bool Verifies(byte[] input, byte[] signature) =>
        _rsa.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private protected override async Task PrepareAsync(TokenBench bench, string valid)
    {
        _bench = bench;
        _expired = bench.Mint(lifetime: TimeSpan.FromHours(-1));
        _otherAudience = bench.Mint(audience: "api://other");
        _unknownKey = bench.Mint(keyId: "nobody-knows-this-key");
        _tampered = TokenBench.Tampered(valid);
        await bench.ExpectAsync(_expired, TokenError.Expired);
        await bench.ExpectAsync(_otherAudience, TokenError.AudienceMismatch);
        await bench.ExpectAsync(_unknownKey, TokenError.KeyUnknown);
        await bench.ExpectAsync(_tampered, TokenError.SignatureInvalid);
    }
}
