using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LocalCloud.Tokens;
using MeshFunctions.Tokens;

namespace Benchmarks;

/// <summary>A valid ES256 token against the verification of its signature alone.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The cleanup disposes them.")]
public class Es256Benchmarks
{
    private readonly ECDsa _ec = ECDsa.Create();
    private TokenBench _bench = null!;
    private byte[] _input = [];
    private byte[] _signature = [];
    private string _valid = "";

    // Synchronous: the in-process toolchain does not wait for a task.
    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    private async Task SetupAsync()
    {
        _bench = await TokenBench.StartAsync(CloudIssuer.Oidc);
        _ec.ImportFromPem(_bench.PublicPem);
        _valid = _bench.Mint();
        (_input, _signature) = TokenBench.Parts(_valid);
        await _bench.ExpectAsync(_valid, TokenError.None);
        if (!ECDsaVerifyData())
        {
            throw new InvalidOperationException("The floor does not verify.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => CleanupAsync().GetAwaiter().GetResult();

    private async Task CleanupAsync()
    {
        _ec.Dispose();
        await _bench.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public bool ECDsaVerifyData() => _ec.VerifyData(_input, _signature, HashAlgorithmName.SHA256);

    [Benchmark]
    public TokenError Valid() => _bench.Validate(_valid);
}
