using System.Security.Claims;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LocalCloud.Tokens;
using MeshFunctions.Identity;

namespace Benchmarks;

/// <summary>What comes of an RS256 token with twenty claims, validated in full or found in the cache, against the verification of its signature alone.</summary>
public class CachedTokenBenchmarks : TokenBenchmarks
{
    private const string Role = "Orders.Write";
    private const int Claims = 20;
    private const int Different = 64;

    private readonly RSA _rsa;
    private readonly string[] _different = new string[Different];
    private TokenBench _bench = null!;
    private string _token = "";
    private ClaimsPrincipal _shared = null!;
    private int _next;

    public CachedTokenBenchmarks()
        : this(RSA.Create())
    {
    }

    private CachedTokenBenchmarks(RSA rsa)
        : base(CloudIssuer.Entra, rsa) => _rsa = rsa;

    [Benchmark(Baseline = true)]
    public bool RsaVerifyData() => VerifyData();

    [Benchmark, Budget(Ratio = 1.30, Bytes = 5.5 * 1024)]
    public bool AnewPrincipalAndRole() => new CallerIdentity(_bench.ValidateAnew(_token)).Principal.IsInRole(Role);

    [Benchmark]
    public int AnewPrincipalAndAllClaims() => new CallerIdentity(_bench.ValidateAnew(_token)).Principal.Claims.Count();

    /// <summary>Other tokens all the time: what a cache costs those that it does not help.</summary>
    [Benchmark, Budget(Ratio = 1.15, Bytes = 512)]
    public object CacheOfOthers() => _bench.ValidateOneOfMany(_different[_next++ % Different]);

    [Benchmark, Budget(Ratio = 0.08, Bytes = 0)]
    public object CachedLookup() => _bench.ValidateAgain(_token);

    [Benchmark, Budget(Ratio = 0.10, Bytes = 64)]
    public bool CachedSharedPrincipalAndRole() => _bench.ValidateAgain(_token).IssuerName.Length > 0 && _shared.IsInRole(Role);

    /// <summary>As a function app does it: each request may add claims to its own principal.</summary>
    [Benchmark]
    public bool CachedOwnPrincipalAndRole() => new CallerIdentity(_bench.ValidateAgain(_token)).Principal.IsInRole(Role);

    /// <summary>For <see cref="ThreadScaling"/>.</summary>
    internal void Many(int count, bool cached)
    {
        for (var number = 0; number < count; number++)
        {
            _ = cached ? _bench.ValidateAgain(_token) : _bench.ValidateAnew(_token);
        }
    }

    private protected override bool Verifies(byte[] input, byte[] signature) =>
        _rsa.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private protected override async Task PrepareAsync(TokenBench bench, string valid)
    {
        _bench = bench;
        var own = bench.ValidateAnew(valid).CreateIdentity("Mesh").Claims.Count();
        _token = bench.Mint(moreClaims: Claims - own);
        await bench.CacheAsync(_token);
        _shared = new CallerIdentity(bench.ValidateAgain(_token)).Principal;
        if (!_shared.IsInRole(Role) || bench.ValidateAgain(_token).CreateIdentity("Mesh").Claims.Count() != Claims)
        {
            throw new InvalidOperationException("The token has other claims.");
        }

        for (var number = 0; number < Different; number++)
        {
            _different[number] = bench.Mint(lifetime: TimeSpan.FromSeconds(3600 + number));
        }
    }
}
