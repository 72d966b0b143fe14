using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LocalCloud.Tokens;
using MeshFunctions.Tokens;

namespace Benchmarks;

/// <summary>A valid ES256 token against the verification of its signature alone.</summary>
public class Es256Benchmarks : TokenBenchmarks
{
    private readonly ECDsa _ec;

    public Es256Benchmarks()
        : this(ECDsa.Create())
    {
    }

    private Es256Benchmarks(ECDsa ec)
        : base(CloudIssuer.Oidc, ec) => _ec = ec;

    [Benchmark(Baseline = true)]
    public bool ECDsaVerifyData() => VerifyData();

    [Benchmark, Budget(Ratio = 1.08)]
    public TokenError Valid() => ValidateValid();

    private protected override bool Verifies(byte[] input, byte[] signature) => _ec.VerifyData(input, signature, HashAlgorithmName.SHA256);
}
