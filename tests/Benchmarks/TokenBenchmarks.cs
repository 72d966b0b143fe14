using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LocalCloud.Tokens;
using MeshFunctions.Tokens;

namespace Benchmarks;

/// <summary>A valid token of one issuer; what derives from it adds the floor, the verification of the signature alone.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The cleanup disposes them.")]
public abstract class TokenBenchmarks
{
    private readonly CloudIssuer _issuer;
    private readonly AsymmetricAlgorithm _key;
    private TokenBench _bench = null!;
    private byte[] _input = [];
    private byte[] _signature = [];
    private string _valid = "";

    private protected TokenBenchmarks(CloudIssuer issuer, AsymmetricAlgorithm key) => (_issuer, _key) = (issuer, key);

    // Synchronous: the in-process toolchain does not wait for a task.
    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Cleanup() => CleanupAsync().GetAwaiter().GetResult();

    private protected TokenError ValidateValid() => _bench.Validate(_valid);

    /// <summary>The verification of the signature alone.</summary>
    protected bool VerifyData() => Verifies(_input, _signature);

    private protected abstract bool Verifies(byte[] input, byte[] signature);

    /// <summary>Makes the tokens of the refusals, if any.</summary>
    private protected virtual Task PrepareAsync(TokenBench bench, string valid) => Task.CompletedTask;

    private async Task SetupAsync()
    {
        _bench = await TokenBench.StartAsync(_issuer);
        _key.ImportFromPem(_bench.PublicPem);
        _valid = _bench.Mint();
        (_input, _signature) = TokenBench.Parts(_valid);
        await _bench.ExpectAsync(_valid, TokenError.None);
        await PrepareAsync(_bench, _valid);
        if (!VerifyData())
        {
            throw new InvalidOperationException("The floor does not verify.");
        }
    }

    private async Task CleanupAsync()
    {
        _key.Dispose();
        await _bench.DisposeAsync();
    }
}
