using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Credentials;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tests.Headers.Certificates;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust;

/// <summary>A hop of every kind of proof, what each sends, and what is found in it.</summary>
internal sealed class ProofScene : IDisposable
{
    public const string Key = "sidecar-key-0123456789-0123456789-0123456789";
    public const string RetiringKey = "retiring-key-0123456789-0123456789-012345678";
    public const string RetiredKey = "retired-key-0123456789-0123456789-0123456789";
    public const string Principal = "eyJhdXRoX3R5cCI6ImFhZCIsImNsYWltcyI6W119";

    private const string Issuer = "https://gate.mesh.local";
    private const string Audience = "orders";
    private const string Path = "/api/orders";

    private readonly CertificateCheckers _checkers;
    private readonly HopVault _vault = new();
    private readonly List<IDisposable> _made = [];
    private readonly SigningKey _signer = SigningKey.Ec();
    private readonly string _keysFile;

    public ProofScene()
    {
        _checkers = new CertificateCheckers(Bundle.Clock, Bundle.Log);
        _keysFile = Bundle.BundleFile + ".jwks";
        File.WriteAllText(_keysFile, SigningKey.JwksOf(_signer.Jwk));
        foreach (var secret in new[] { "key", "dapr" })
        {
            _vault[secret].Add("v1", RetiredKey, Now.AddDays(-3));
            _vault[secret].Add("v2", RetiringKey, Now.AddDays(-2));
            _vault[secret].Add("v3", Key, Now.AddDays(-1));
        }
    }

    /// <summary>Every kind of proof that a request can carry.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["key", "dapr", "assertion", "certificate", "forwarded", "principal"];

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
            "assertion" => new HopOptions { Proof = HopProof.SignedAssertion, Issuer = Issuer, Audience = Audience, KeysFile = _keysFile },
            "certificate" => new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = Bundle.BundleFile, Allowed = { TestLeaf.SidecarId } },
            "forwarded" => new HopOptions { Proof = HopProof.ClientCertificate, BundleFile = Bundle.BundleFile, Allowed = { "dns:front.mesh.local" }, AppService = true },
            "principal" => new HopOptions { Proof = HopProof.AppServiceAuthentication },
            "isolation" => new HopOptions { Proof = HopProof.MeshIsolation, Mesh = HopMesh.Istio },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        hop.ClientBundleFile = sets.Contains(IdentitySource.AppServiceCertificate) ? IdentityFamilies.BundleFile : null;
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
        "assertion" => new() { Sign = Sign },
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
        "assertion" => new() { Sign = shown => Sign(shown)[..^4] + "AAAA" },
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
        SignedAssertionProof.For(hops, [], new MemoryReplayStore(Bundle.Clock), Bundle.Clock, Meters.Meters, new RecordedLog<HopTrustEvaluator>()),
        _checkers);

    public static TrustRequest Request(Shown shown, Dictionary<string, HopOptions> hops)
    {
        var fields = new HttpHeaderFields(TestHeaders.Raw(shown.Sent));
        var headers = RequestHeaders.Read(fields, IdentitySourceHeaders.PlanFor(hops.Values));
        return new TrustRequest(headers, fields, "GET", new RequestTarget(Path, ""), shown.Certificate);
    }

    private string Sign(Shown shown)
    {
        using var key = _signer.ToEcdsa();
        var minter = new HopAssertionMinter(key, _signer.KeyId, Issuer, timeProvider: Bundle.Clock);
        var request = new HopAssertionRequest
        {
            Audience = Audience,
            Method = "GET",
            Path = Path,
            Header = name => shown.Headers.Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase) && header.Value.Length > 0)
                .Select(static header => header.Value).ToArray(),
        };
        minter.TryMint(request, out var assertion).ShouldBeTrue();
        return assertion!;
    }

    public void Dispose()
    {
        _made.ForEach(static made => made.Dispose());
        _checkers.Dispose();
        Bundle.Dispose();
        Meters.Dispose();
    }
}
