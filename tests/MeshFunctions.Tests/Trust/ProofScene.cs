using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Credentials;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tests.Headers.Certificates;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

/// <summary>A hop of every kind of proof, what each sends, and what is found in it.</summary>
internal sealed class ProofScene : IDisposable
{
    public const string Key = "sidecar-key-0123456789-0123456789-0123456789";
    public const string RetiringKey = "retiring-key-0123456789-0123456789-012345678";
    public const string RetiredKey = "retired-key-0123456789-0123456789-0123456789";
    public const string Principal = "eyJhdXRoX3R5cCI6ImFhZCIsImNsYWltcyI6W119";

    private readonly CertificateCheckers _checkers;
    private readonly HopVault _vault = new();
    private readonly List<IDisposable> _made = [];

    public ProofScene()
    {
        _checkers = new CertificateCheckers(Bundle.Clock, Bundle.Log);
        foreach (var secret in new[] { "key", "dapr" })
        {
            _vault[secret].Add("v1", RetiredKey, Now.AddDays(-3));
            _vault[secret].Add("v2", RetiringKey, Now.AddDays(-2));
            _vault[secret].Add("v3", Key, Now.AddDays(-1));
        }
    }

    /// <summary>Every kind of proof that a request can carry.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["key", "dapr", "certificate", "forwarded", "principal"];

    public BundleScene Bundle { get; } = new();

    public RecordedMeters Meters { get; } = new();

    public HopVault Vault => _vault;

    private DateTimeOffset Now => Bundle.Clock.GetUtcNow();

    /// <summary>A hop of that kind, of the kind's name; sets Nginx's headers where nothing else is said.</summary>
    public HopOptions Hop(string kind, params IdentitySource[] sets)
    {
        var hop = kind switch
        {
            "key" => new HopOptions { Proof = HopProof.SharedKey, KeySecret = "key" },
            "dapr" => new HopOptions { Proof = HopProof.SharedKey, KeySecret = "dapr", KeyHeader = HopKeyHeader.DaprApiToken },
            "certificate" => new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = Bundle.BundleFile, Allowed = { TestLeaf.SidecarId } },
            "forwarded" => new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = Bundle.BundleFile, Allowed = { "dns:front.mesh.local" }, AppService = true },
            "principal" => new HopOptions { Proof = HopProof.AppServiceAuthentication },
            "isolation" => new HopOptions { Proof = HopProof.MeshIsolation, Mesh = HopMesh.Istio },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        foreach (var source in sets)
        {
            hop.Sets.Add(source);
        }

        return hop;
    }

    /// <summary>A request that proves the hop of that kind.</summary>
    public Shown Proof(string kind) => kind switch
    {
        "key" => new() { Headers = { ("Mesh-Hop-Key", Key) } },
        "dapr" => new() { Headers = { ("dapr-api-token", Key) } },
        "certificate" => new() { Certificate = Certificate() },
        "forwarded" => new() { Headers = { ("X-ARR-ClientCert", Convert.ToBase64String(Bundle.Authority.Issue(new TestLeaf { Dns = ["front.mesh.local"], Uris = [] }))) } },
        "principal" => new() { Headers = { ("X-MS-CLIENT-PRINCIPAL", Principal) } },
        "isolation" => new(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A request whose material of that kind is there and does not hold.</summary>
    public Shown Failing(string kind) => kind switch
    {
        "key" => new() { Headers = { ("Mesh-Hop-Key", Key + "x") } },
        "dapr" => new() { Headers = { ("dapr-api-token", Key + "x") } },
        "certificate" => new() { Certificate = Certificate(new TestLeaf { Uris = ["spiffe://mesh.local/ns/shop/sa/orders"] }) },
        "forwarded" => new() { Headers = { ("X-ARR-ClientCert", "garbage") } },
        "principal" => new() { Headers = { ("X-MS-CLIENT-PRINCIPAL", "") } },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public X509Certificate2 Certificate(TestLeaf? leaf = null)
    {
        var certificate = X509CertificateLoader.LoadCertificate(Bundle.Authority.Issue(leaf));
        _made.Add(certificate);
        return certificate;
    }

    /// <summary>What is found by an app with these hops, each of the kind that is its name.</summary>
    public ValueTask<HopTrustResult> FindAsync(Shown shown, params string[] kinds) => FindAsync(
        shown, kinds.ToDictionary(static kind => kind, kind => Hop(kind, IdentitySource.NginxCertificate), StringComparer.Ordinal));

    public async ValueTask<HopTrustResult> FindAsync(Shown shown, Dictionary<string, HopOptions> hops)
    {
        var request = Request(shown, hops);
        return await Evaluator(hops).EvaluateAsync(request, TestContext.Current.CancellationToken);
    }

    public HopTrustEvaluator Evaluator(Dictionary<string, HopOptions> hops) => new(
        hops,
        new SecretLeases(_vault, TimeSpan.FromMinutes(5), Bundle.Clock, null, new RecordedLog<SecretLeases>()),
        Bundle.Clock,
        Meters.Meters,
        new RecordedLog<HopTrustEvaluator>(),
        certificates: _checkers);

    public static TrustRequest Request(Shown shown, Dictionary<string, HopOptions> hops)
    {
        var fields = new HttpHeaderFields(TestHeaders.Raw([.. shown.Headers]));
        var headers = RequestHeaders.Read(fields, IdentitySourceHeaders.PlanFor(hops.Values));
        return new TrustRequest(headers, fields, "GET", "/api/orders", "", shown.Certificate);
    }

    public void Dispose()
    {
        _made.ForEach(static made => made.Dispose());
        _checkers.Dispose();
        Bundle.Dispose();
        Meters.Dispose();
    }
}
