using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using MeshFunctions.Credentials;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Identity;
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
    private const int Operations = 40_000;
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Thread[] _threads = new Thread[2];
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
        foreach (var (name, value) in Sent(Certificate()))
        {
            _headers.TryAddWithoutValidation(name, value);
        }

        _fields = new HttpHeaderFields(_headers);
        _key = System.Text.Encoding.UTF8.GetBytes(Key);
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

    [Benchmark]
    public ValueTask<bool> SnapshotTrustIdentity() => Once();

    [Benchmark(OperationsPerInvoke = Operations)]
    public void OnOneThread() => Many(Operations);

    /// <summary>The same number of requests on each of two threads: the time for one of all. Half that of one thread is perfect.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Operations)]
    public void OnTwoThreads()
    {
        for (var index = 0; index < _threads.Length; index++)
        {
            _threads[index] = new Thread(() => Many(Operations));
            _threads[index].Start();
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Many(int count)
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

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nginx", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri("spiffe://mesh.local/ns/edge/sa/nginx"));
        names.AddDnsName("edge.mesh.local");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(24));
        return Uri.EscapeDataString(certificate.ExportCertificatePem() + "\n");
    }

    private static IEnumerable<(string Name, string Value)> Sent(string certificate) =>
    [
        ("host", "orders.mesh.local"), ("user-agent", "curl/7.88.1"), ("accept", "application/json"), ("accept-encoding", "gzip, br"), ("accept-language", "en"),
        ("content-type", "application/json"), ("content-length", "42"), ("connection", "keep-alive"), ("cache-control", "no-cache"), ("pragma", "no-cache"),
        ("origin", "https://shop.example.com"), ("referer", "https://shop.example.com/"), ("cookie", "session=0123456789abcdef"), ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-proto", "https"), ("x-request-start", "t=1"), ("x-custom-one", "1"), ("x-custom-two", "2"),
        ("authorization", "Bearer " + new string('a', 1600)),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("tracestate", "rojo=00f067aa0ba902b7"), ("x-request-id", "req-1"),
        ("mesh-hop-key", Key), ("x-client-verify", "SUCCESS"), ("x-client-cert", certificate),
    ];
}
