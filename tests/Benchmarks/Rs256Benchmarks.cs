using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LocalCloud.Tokens;
using MeshFunctions.Tokens;

namespace Benchmarks;

/// <summary>RS256 tokens, good and bad, against the verification of their signature alone.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The cleanup disposes them.")]
public class Rs256Benchmarks
{
    private readonly RSA _rsa = RSA.Create();
    private TokenBench _bench = null!;
    private byte[] _input = [];
    private byte[] _signature = [];
    private string _valid = "";
    private string _expired = "";
    private string _otherAudience = "";
    private string _unknownKey = "";
    private string _tampered = "";

    // Synchronous: the in-process toolchain does not wait for a task.
    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    private async Task SetupAsync()
    {
        _bench = await TokenBench.StartAsync(CloudIssuer.Entra);
        _rsa.ImportFromPem(_bench.PublicPem);
        _valid = _bench.Mint();
        (_input, _signature) = TokenBench.Parts(_valid);
        _expired = _bench.Mint(lifetime: TimeSpan.FromHours(-1));
        _otherAudience = _bench.Mint(audience: "api://other");
        _unknownKey = _bench.Mint(keyId: "nobody-knows-this-key");
        _tampered = TokenBench.Tampered(_valid);
        await _bench.ExpectAsync(_valid, TokenError.None);
        await _bench.ExpectAsync(_expired, TokenError.Expired);
        await _bench.ExpectAsync(_otherAudience, TokenError.AudienceMismatch);
        await _bench.ExpectAsync(_unknownKey, TokenError.KeyUnknown);
        await _bench.ExpectAsync(_tampered, TokenError.SignatureInvalid);
        if (!RsaVerifyData())
        {
            throw new InvalidOperationException("The floor does not verify.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => CleanupAsync().GetAwaiter().GetResult();

    private async Task CleanupAsync()
    {
        _rsa.Dispose();
        await _bench.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public bool RsaVerifyData() => _rsa.VerifyData(_input, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public TokenError Valid() => _bench.Validate(_valid);

    [Benchmark]
    public TokenError RefusedExpired() => _bench.Validate(_expired);

    [Benchmark]
    public TokenError RefusedAudience() => _bench.Validate(_otherAudience);

    [Benchmark]
    public TokenError RefusedUnknownKid() => _bench.Validate(_unknownKey);

    [Benchmark]
    public TokenError RefusedSignature() => _bench.Validate(_tampered);
}
