using System.Security.Cryptography;
using LocalCloud.Pki;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Headers;
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

    private const string Foreign = "spiffe://evil.example/ns/pay/sa/web";
    private const string Proxy = "spiffe://mesh.local/ns/shop/sa/orders";
    private const string LinkerdWeb = "web.pay.serviceaccount.identity.linkerd.mesh.local";
    private const string Xfcc = MeshHeaderNames.Xfcc;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly ThrowawayCa Ca = ThrowawayCa.Create("families");
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

    /// <summary>A leaf of the table's authority, valid for a day.</summary>
    public static byte[] Issue(string uri, TimeSpan? lifetime = null)
    {
        using var leaf = Ca.Issue(new LeafNames { CommonName = "web", Uris = [new Uri(uri)] }, lifetime);
        return leaf.Certificate.RawData;
    }

    public static string Hash(byte[] der) => Convert.ToHexStringLower(SHA256.HashData(der));

    private static IdentityFamily Nginx() => new(
        "NginxCertificate",
        IdentitySource.NginxCertificate,
        [(MeshHeaderNames.ClientVerify, "SUCCESS"), (MeshHeaderNames.ClientCert, EscapedPem.Encode(Leaf))],
        Web)
    {
        Stranger = [(MeshHeaderNames.ClientVerify, "SUCCESS"), (MeshHeaderNames.ClientCert, EscapedPem.Encode(ForeignLeaf))],
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

    private static IdentityFamily AppService() => new(
        "AppServiceCertificate", IdentitySource.AppServiceCertificate, [(MeshHeaderNames.ArrClientCert, Convert.ToBase64String(Leaf))], Web)
    {
        Stranger = [(MeshHeaderNames.ArrClientCert, Convert.ToBase64String(ForeignLeaf))],
        Invalid =
        [
            (MeshHeaderNames.ArrClientCert, "garbage", "malformed"),
            (MeshHeaderNames.ArrClientCert, EscapedPem.Encode(Leaf), "malformed"),
            (MeshHeaderNames.ArrClientCert, StructuredBinary.Encode(Leaf), "malformed"),
            (MeshHeaderNames.ArrClientCert, Convert.ToBase64String([.. Leaf, 0]), "certificate_invalid"),
            (MeshHeaderNames.ArrClientCert, Convert.ToBase64String(SelfSigned), "certificate_untrusted"),
            (MeshHeaderNames.ArrClientCert, Convert.ToBase64String(NoWorkload), "no_workload"),
            (MeshHeaderNames.ArrClientCert, Convert.ToBase64String(Expired), "certificate_not_valid_now"),
        ],
    };

    private static string WriteBundle()
    {
        var folder = Directory.CreateTempSubdirectory("mesh-families-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var file = Path.Combine(folder.FullName, "clients.pem");
        File.WriteAllText(file, Ca.CertificatePem);
        return file;
    }
}
