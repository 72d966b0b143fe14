using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tests.Headers.Certificates;
using MeshFunctions.Trust;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tests.Identity;

/// <summary>
/// Every family of identity headers that makes a peer, each with what a hop sets for one workload and what it must never set: the table of the theories over
/// all families. Its certificates are valid now, so it serves real clocks and <see cref="Clock"/> alike.
/// </summary>
internal static class IdentityFamilies
{
    /// <summary>The name of the hop in <see cref="Hops"/>.</summary>
    public const string HopName = "sidecar";

    /// <summary>The workload of all families but Linkerd's and Dapr's own forms.</summary>
    public const string Web = "spiffe://mesh.local/ns/pay/sa/web";

    /// <summary>The trust domain of <see cref="Web"/>.</summary>
    public const string TrustDomain = "mesh.local";

    /// <summary>The workload of <see cref="Web"/> as Linkerd names it.</summary>
    public const string LinkerdWeb = "web.pay.serviceaccount.identity.linkerd.mesh.local";

    private const string Foreign = "spiffe://evil.example/ns/pay/sa/web";
    private const string Proxy = "spiffe://mesh.local/ns/shop/sa/orders";
    private const string Xfcc = MeshHeaderNames.Xfcc;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly MeshCa Ca = MeshCa.Create("CN=families");
    private static readonly byte[] Leaf = Issue(Web);
    private static readonly byte[] ForeignLeaf = Issue(Foreign);
    private static readonly byte[] NoWorkload = Issue("https://mesh.local/web");
    private static readonly byte[] Expired = Issue(Web, TimeSpan.FromMinutes(-1));
    private static readonly byte[] SelfSigned = TestCertificates.WithUris(Web);
    private static readonly Lazy<string> Bundle = new(WriteBundle);

    /// <summary>Checks against bundles by the system's clock.</summary>
    public static readonly CertificateCheckers Checkers = new(TimeProvider.System, NullLogger<CertificateCheckers>.Instance);

    public static IReadOnlyList<IdentityFamily> All { get; } =
    [
        Nginx(),
        XfccText(),
        XfccCertificate(),
        Linkerd(),
        LinkerdSpiffe(),
        Dapr(),
        ClientCert(),
        ClientCertWithChain(),
        AppService(),
    ];

    /// <summary>The families' names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(family => family.Name)];

    /// <summary>Names of two families of different sources, for theories.</summary>
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var first in All)
            {
                foreach (var second in All.Where(other => other.Source != first.Source))
                {
                    pairs.Add(first.Name, second.Name);
                }
            }

            return pairs;
        }
    }

    /// <summary>All sources of the table.</summary>
    public static IReadOnlyList<IdentitySource> Sources { get; } = [.. All.Select(family => family.Source).Distinct()];

    /// <summary>One hop that sets every family.</summary>
    public static IDictionary<string, HopOptions> Hops => HopsThatSet([.. Sources]);

    /// <summary>A plan that reads every family.</summary>
    public static HeaderPlan Plan { get; } = IdentitySourceHeaders.PlanFor([.. Hops.Values]);

    public static IdentityFamily Of(string name) => All.Single(family => string.Equals(family.Name, name, StringComparison.Ordinal));

    /// <summary>Certificate authorities of the table's clients, as a PEM file.</summary>
    public static string BundleFile => Bundle.Value;

    /// <summary>A clock at a time when the table's certificates are valid.</summary>
    public static FakeClock Clock() => new(Now);

    public static IDictionary<string, HopOptions> HopsThatSet(params IdentitySource[] sources)
    {
        var hop = new HopOptions { Proof = HopProof.SharedKey, KeySecret = "hop-key" };
        foreach (var source in sources)
        {
            hop.Sets.Add(source);
        }

        if (sources.Contains(IdentitySource.AppServiceCertificate))
        {
            hop.ClientBundleFile = BundleFile;
        }

        return new Dictionary<string, HopOptions>(StringComparer.OrdinalIgnoreCase) { [HopName] = hop };
    }

    /// <summary>The hop of <see cref="Hops"/>, proven, that sets these families.</summary>
    public static HopTrust.Proven Hop(params IdentitySource[] sources) => new(HopName, subject: null, sources);

    public static PeerReader Reader(MeshMeters meters, TimeProvider? clock = null, IDictionary<string, HopOptions>? hops = null)
    {
        clock ??= Clock();
        return new(hops ?? Hops, new TrustDomains([TrustDomain]), Checkers, clock, meters);
    }

    public static RequestHeaders Read(params (string Name, string Value)[] headers) => RequestHeaders.Read(TestHeaders.Raw(headers), Plan);

    /// <summary>An XFCC element by <paramref name="by"/> for a client, as Envoy writes it.</summary>
    public static string Element(string uri, string by = Proxy, byte[]? certificate = null, bool withCertificate = false)
    {
        certificate ??= Leaf;
        var cert = withCertificate ? $"Cert=\"{EscapedPem.Encode(certificate)}\";" : "";
        return $"By={by};Hash={Hash(certificate)};{cert}Subject=\"CN=web,O=Contoso\";URI={uri}";
    }

    /// <summary>A leaf of the table's authority, valid for a day, with that URI name as it is.</summary>
    public static byte[] Issue(string uri, TimeSpan? lifetime = null) => Ca.Issue(LeafOf(uri) with { NotAfter = Now + (lifetime ?? TimeSpan.FromDays(1)) });

    public static string Hash(byte[] der) => Convert.ToHexStringLower(SHA256.HashData(der));

    private static TestLeaf LeafOf(string uri) => new()
    {
        Subject = "CN=web",
        Dns = [],
        Uris = [],
        NotBefore = Now.AddMinutes(-5),
        NotAfter = Now.AddDays(1),
        Others = [new X509Extension("2.5.29.17", TestCertificates.Names(uri), critical: false)],
    };

    private static (string Name, string Value)[] NginxOf(byte[] leaf) =>
        [(MeshHeaderNames.ClientVerify, "SUCCESS"), (MeshHeaderNames.ClientCert, EscapedPem.Encode(leaf))];

    private static IdentityFamily Nginx() => new(
        "NginxCertificate",
        IdentitySource.NginxCertificate,
        NginxOf(Leaf),
        Web)
    {
        Naming = static id => NginxOf(Issue(id)),
        Stranger = NginxOf(ForeignLeaf),
        Invalid =
        [
            (MeshHeaderNames.ClientVerify, "FAILED:self-signed certificate", "not_verified"),
            (MeshHeaderNames.ClientVerify, "NONE", "not_verified"),
            (MeshHeaderNames.ClientVerify, "success", "not_verified"),
            (MeshHeaderNames.ClientVerify, "SUCCESS ", "not_verified"),
            (MeshHeaderNames.ClientCert, "garbage", "certificate_invalid"),
            (MeshHeaderNames.ClientCert, Convert.ToBase64String(Leaf), "certificate_invalid"),
            (MeshHeaderNames.ClientCert, EscapedPem.Encode([.. Leaf, 0]), "certificate_invalid"),
            (MeshHeaderNames.ClientCert, EscapedPem.Encode(NoWorkload), "certificate_invalid"),
            (MeshHeaderNames.ClientCert, EscapedPem.Encode(Ca.Certificate.RawData), "certificate_invalid"),
            (MeshHeaderNames.ClientCert, EscapedPem.Encode(Expired), "certificate_not_valid_now"),
        ],
    };

    private static IdentityFamily XfccText() => new("Xfcc", IdentitySource.Xfcc, [(Xfcc, Element(Web))], Web)
    {
        Lists = [Xfcc],
        Before = Element(Web, withCertificate: true),
        Naming = static id => [(Xfcc, Element(id))],
        Stranger = [(Xfcc, Element(Foreign))],
        Invalid =
        [
            (Xfcc, "garbage", "malformed"),
            (Xfcc, Element(""), "no_workload"),
            (Xfcc, Element("http://mesh.local/web"), "malformed"),
            (Xfcc, Element("spiffe://mesh.local"), "malformed"),
            (Xfcc, Element($"{Web};URI={Web}"), "malformed"),
            (Xfcc, Element($"{Web}?a=b"), "malformed"),
            (Xfcc, Element(Web) + ",", "malformed"),
            (Xfcc, $"URI={Web}", "malformed"),
        ],
    };

    private static IdentityFamily XfccCertificate() => new("XfccCertificate", IdentitySource.Xfcc, [(Xfcc, Element(Web, withCertificate: true))], Web)
    {
        Lists = [Xfcc],
        Naming = static id => [(Xfcc, Element(id, certificate: Issue(id), withCertificate: true))],
        Stranger = [(Xfcc, Element(Foreign, certificate: ForeignLeaf, withCertificate: true))],
        Invalid =
        [
            (Xfcc, Element(Web, certificate: NoWorkload, withCertificate: true), "certificate_invalid"),
            (Xfcc, Element(Web, certificate: Expired, withCertificate: true), "certificate_not_valid_now"),
            (Xfcc, Element(Web, certificate: ForeignLeaf, withCertificate: true), "malformed"),
            (Xfcc, Element(Web, withCertificate: true).Replace(Hash(Leaf), Hash(ForeignLeaf), StringComparison.Ordinal), "hash_mismatch"),
            (Xfcc, Element(Web, withCertificate: true).Replace("CERTIFICATE", "KEY", StringComparison.Ordinal), "certificate_invalid"),
        ],
    };

    private static IdentityFamily Linkerd() => new("Linkerd", IdentitySource.Linkerd, [(MeshHeaderNames.LinkerdClientId, LinkerdWeb)], "linkerd:" + LinkerdWeb)
    {
        TellsCertificate = false,
        Stranger = [(MeshHeaderNames.LinkerdClientId, "web.pay.serviceaccount.identity.linkerd.evil.example")],
        Invalid =
        [
            (MeshHeaderNames.LinkerdClientId, "web", "malformed"),
            (MeshHeaderNames.LinkerdClientId, LinkerdWeb.ToUpperInvariant(), "malformed"),
            (MeshHeaderNames.LinkerdClientId, "linkerd:" + LinkerdWeb, "malformed"),
            (MeshHeaderNames.LinkerdClientId, "web..pay.serviceaccount.identity.linkerd.mesh.local", "malformed"),
            (MeshHeaderNames.LinkerdClientId, "dapr:pay/web", "malformed"),
            (MeshHeaderNames.LinkerdClientId, "web.pay.serviceaccount.identity.linkerd.sub.mesh.local", "trust_domain"),
        ],
    };

    private static IdentityFamily LinkerdSpiffe() => new("LinkerdSpiffe", IdentitySource.Linkerd, [(MeshHeaderNames.LinkerdClientId, Web)], Web)
    {
        TellsCertificate = false,
        Naming = static id => [(MeshHeaderNames.LinkerdClientId, id)],
        Stranger = [(MeshHeaderNames.LinkerdClientId, Foreign)],
        Invalid =
        [
            (MeshHeaderNames.LinkerdClientId, "spiffe://mesh.local", "malformed"),
            (MeshHeaderNames.LinkerdClientId, Web + "/", "malformed"),
            (MeshHeaderNames.LinkerdClientId, "SPIFFE://mesh.local/ns/pay/sa/web", "malformed"),
        ],
    };

    private static IdentityFamily Dapr() => new(
        "Dapr",
        IdentitySource.Dapr,
        [(MeshHeaderNames.DaprCallerAppId, "web"), (MeshHeaderNames.DaprCallerNamespace, "pay")],
        "dapr:pay/web")
    {
        TellsCertificate = false,
        Invalid =
        [
            (MeshHeaderNames.DaprCallerAppId, "we b", "malformed"),
            (MeshHeaderNames.DaprCallerAppId, "kube-system/web", "malformed"),
            (MeshHeaderNames.DaprCallerAppId, new string('w', 64), "malformed"),
            (MeshHeaderNames.DaprCallerAppId, "", "malformed"),
            (MeshHeaderNames.DaprCallerNamespace, "", "malformed"),
            (MeshHeaderNames.DaprCallerNamespace, "Pay", "malformed"),
            (MeshHeaderNames.DaprCallerNamespace, "pay/web", "malformed"),
        ],
    };

    private static IdentityFamily ClientCert() => new("ClientCert", IdentitySource.ClientCert, [(MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(Leaf))], Web)
    {
        Naming = static id => [(MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(Issue(id)))],
        Stranger = [(MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(ForeignLeaf))],
        Invalid = LeafFaults,
    };

    private static IdentityFamily ClientCertWithChain() => new(
        "ClientCertWithChain",
        IdentitySource.ClientCert,
        [(MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(Leaf)), (MeshHeaderNames.RfcClientCertChain, StructuredBinary.Encode(Ca.Certificate.RawData))],
        Web)
    {
        Lists = [MeshHeaderNames.RfcClientCertChain],
        Optional = [MeshHeaderNames.RfcClientCertChain],
        Naming = static id =>
            [(MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(Issue(id))), (MeshHeaderNames.RfcClientCertChain, StructuredBinary.Encode(Ca.Certificate.RawData))],
        Stranger = [(MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(ForeignLeaf))],
        Invalid =
        [
            .. LeafFaults,
            (MeshHeaderNames.RfcClientCert, "", "chain_without_leaf"),
            (MeshHeaderNames.RfcClientCertChain, "garbage", "malformed"),
            (MeshHeaderNames.RfcClientCertChain, StructuredBinary.Encode(Leaf) + ",", "malformed"),
            (MeshHeaderNames.RfcClientCertChain, $"({StructuredBinary.Encode(Leaf)})", "malformed"),
        ],
    };

    private static IReadOnlyList<(string Header, string Value, string Reason)> LeafFaults =>
    [
        (MeshHeaderNames.RfcClientCert, Convert.ToBase64String(Leaf), "certificate_invalid"),
        (MeshHeaderNames.RfcClientCert, ":" + Convert.ToBase64String(Leaf), "certificate_invalid"),
        (MeshHeaderNames.RfcClientCert, ":" + Convert.ToBase64String(Leaf).Replace('+', '-').Replace('/', '_').TrimEnd('=') + ":", "certificate_invalid"),
        (MeshHeaderNames.RfcClientCert, EscapedPem.Encode(Leaf), "certificate_invalid"),
        (MeshHeaderNames.RfcClientCert, StructuredBinary.Encode([.. Leaf, 0]), "certificate_invalid"),
        (MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(NoWorkload), "certificate_invalid"),
        (MeshHeaderNames.RfcClientCert, StructuredBinary.Encode(Expired), "certificate_not_valid_now"),
    ];

    private static IdentityFamily AppService() => new("AppServiceCertificate", IdentitySource.AppServiceCertificate, ArrOf(Leaf), Web)
    {
        Naming = static id => ArrOf(Issue(id)),
        Stranger = ArrOf(ForeignLeaf),
        Invalid =
        [
            (MeshHeaderNames.ArrClientCert, "garbage", "malformed"),
            (MeshHeaderNames.ArrClientCert, EscapedPem.Encode(Leaf), "malformed"),
            (MeshHeaderNames.ArrClientCert, StructuredBinary.Encode(Leaf), "malformed"),
            .. Unsupported().Select(static row => (MeshHeaderNames.ArrClientCert, Convert.ToBase64String(row.Der), row.Reason)),
        ],
    };

    private static (string Name, string Value)[] ArrOf(byte[] leaf) => [(MeshHeaderNames.ArrClientCert, Convert.ToBase64String(leaf))];

    /// <summary>Certificates with the right name behind which no authority of the table stands (T15).</summary>
    private static IEnumerable<(byte[] Der, string Reason)> Unsupported()
    {
        using var weak = RSA.Create(1024);
        using var twin = MeshCa.Create("CN=families");
        using var stranger = MeshCa.Create("CN=System Root");
        var leaf = LeafOf(Web);
        return
        [
            ([.. Leaf, 0], "certificate_invalid"),
            (Leaf[..^1], "certificate_invalid"),
            (SelfSigned, "certificate_untrusted"),
            (NoWorkload, "no_workload"),
            (Expired, "certificate_not_valid_now"),
            (Ca.Issue(leaf with { NotBefore = Now.AddHours(1) }), "certificate_not_valid_now"),
            (Ca.Issue(leaf with { Usages = [TestLeaf.ForServers] }), "certificate_untrusted"),
            (Ca.Issue(leaf with { Key = weak }), "certificate_untrusted"),
            (Ca.Issue(leaf with { Hash = HashAlgorithmName.SHA1 }), "certificate_untrusted"),
            (Ca.Issue(leaf with { IsAuthority = true }), "certificate_invalid"),
            (twin.Issue(leaf with { HasAuthorityKeyId = false }), "certificate_untrusted"),
            (stranger.Issue(leaf), "certificate_untrusted"),
        ];
    }

    private static string WriteBundle()
    {
        var folder = Directory.CreateTempSubdirectory("mesh-families-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var file = Path.Combine(folder.FullName, "clients.pem");
        File.WriteAllText(file, Ca.Pem);
        return file;
    }
}
