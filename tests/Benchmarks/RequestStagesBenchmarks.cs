using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using MeshFunctions.Credentials;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks;

/// <summary>
/// What happens to a request's headers once their collection exists: the snapshot, the hop's proof by a shared key, the peer from a certificate that was seen
/// before. Twenty-five headers, as a sidecar sends them. The floor is hashing the key and the certificate's text once, which nothing can go without.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The cleanup disposes them.")]
public class RequestStagesBenchmarks
{
    private static readonly RequestTarget Target = new("/api/orders", "");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private MeshMeters _meters = null!;
    private SecretLeases _leases = null!;
    private CertificateCheckers _checkers = null!;
    private HttpHeadersCollection _headers = null!;
    private HttpHeaderFields _fields = null!;
    private HeaderPlan _plan = null!;
    private HopTrustEvaluator _evaluator = null!;
    private PeerReader _peers = null!;
    private byte[] _key = null!;
    private byte[] _certificate = null!;

    [GlobalSetup]
    public void Setup()
    {
        var hop = new HopOptions { Proof = HopProof.SharedKey, KeySecret = "key", Sets = { IdentitySource.NginxCertificate } };
        _meters = new MeshMeters(_services.GetRequiredService<IMeterFactory>());
        _leases = new SecretLeases(new FixedVault(), TimeSpan.FromMinutes(5));
        _plan = IdentitySourceHeaders.PlanFor([hop]);
        _evaluator = new HopTrustEvaluator(
            [new("sidecar", hop)], _leases, TimeProvider.System, _meters, NullLogger<HopTrustEvaluator>.Instance);
        _checkers = new CertificateCheckers(TimeProvider.System, NullLogger<CertificateCheckers>.Instance);
        _peers = new PeerReader(
            new Dictionary<string, HopOptions>(StringComparer.OrdinalIgnoreCase) { ["sidecar"] = hop }, new TrustDomains(["mesh.local"]), _checkers, TimeProvider.System, _meters);
        _headers = new HttpHeadersCollection();
        SidecarHeaders.AddTo(_headers, "Bearer " + new string('a', 1600));

        _fields = new HttpHeaderFields(_headers);
        _key = System.Text.Encoding.UTF8.GetBytes(SidecarHeaders.Key);
        _certificate = System.Text.Encoding.Unicode.GetBytes(_headers.NonValidated["x-client-cert"].ToString());
        if (!Once().AsTask().Result)
        {
            throw new InvalidOperationException("There is no peer.");
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _checkers.Dispose();
        _meters.Dispose();
        _services.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int TwoHashes() => SHA256.HashData(_key).Length + SHA256.HashData(_certificate).Length;

    [Benchmark]
    public object Snapshot() => RequestHeaders.Read(_fields, _plan);

    [Benchmark, Budget(Nanoseconds = 3000, Bytes = 1024)]
    public ValueTask<bool> SnapshotTrustIdentity() => Once();

    /// <summary>As many as asked, one after the other, on this thread.</summary>
    /// <exception cref="InvalidOperationException">There is no peer, or it took waiting.</exception>
    public void Many(int count)
    {
        for (var number = 0; number < count; number++)
        {
            var once = Once();
            if (!once.IsCompletedSuccessfully || !once.Result)
            {
                throw new InvalidOperationException("There is no peer, or it took waiting.");
            }
        }
    }

    private async ValueTask<bool> Once()
    {
        var headers = RequestHeaders.Read(_fields, _plan);
        var request = new TrustRequest(headers, _fields, "GET", Target, ConnectionCertificate: null);
        var trust = await _evaluator.EvaluateAsync(request, CancellationToken.None);
        return _peers.Read(headers, trust.Trust).Peer is not null;
    }
}
