using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Pki;

namespace MeshFunctions.Tests.Outbound;

/// <summary>A throw-away mesh: its authority, the leaf of this workload as files, leaves for servers.</summary>
internal sealed class MeshPki : IDisposable
{
    public const string Inventory = "spiffe://mesh.local/ns/shop/sa/inventory";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-pki-");
    private readonly List<IDisposable> _made = [];

    public MeshPki()
    {
        Authority = Keep(ThrowawayCa.Create("mesh"));
        Authority.WriteCertificate(BundleFile);
        Renew("orders");
    }

    public ThrowawayCa Authority { get; }

    public string CertificateFile => Path.Combine(_folder.FullName, "orders.pem");

    public string KeyFile => Path.Combine(_folder.FullName, "orders.key");

    public string BundleFile => Path.Combine(_folder.FullName, "mesh-ca.pem");

    /// <summary>A new leaf for this workload, in the same files.</summary>
    public void Renew(string commonName)
    {
        using var leaf = Authority.Issue(Names(commonName, "spiffe://mesh.local/ns/shop/sa/orders"));
        leaf.WriteFiles(CertificateFile, KeyFile);
    }

    /// <summary>A server's leaf, of the mesh's authority unless another is given.</summary>
    public X509Certificate2 Server(string? spiffeId = Inventory, ThrowawayCa? authority = null, TimeSpan? lifetime = null) =>
        Keep((authority ?? Authority).Issue(Names("server", spiffeId), lifetime)).Certificate;

    /// <summary>PEM of a root that names a trust domain, or none.</summary>
    public static string Root(string? trustDomain)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        if (trustDomain is not null)
        {
            // As the standard writes it, without the slash that a Uri adds.
            var names = new AsnWriter(AsnEncodingRules.DER);
            using (names.PushSequence())
            {
                names.WriteCharacterString(UniversalTagNumber.IA5String, trustDomain, new Asn1Tag(TagClass.ContextSpecific, 6));
            }

            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", names.Encode(), critical: false));
        }

        var now = TimeProvider.System.GetUtcNow();
        using var root = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        return root.ExportCertificatePem();
    }

    public ThrowawayCa Other() => Keep(ThrowawayCa.Create("mesh"));

    public void Dispose()
    {
        _made.ForEach(static made => made.Dispose());
        _folder.Delete(recursive: true);
    }

    private static LeafNames Names(string commonName, string? spiffeId) => new()
    {
        CommonName = commonName,
        Dns = [$"{commonName}.mesh.local"],
        Uris = spiffeId is null ? [] : [.. spiffeId.Split(' ').Select(static id => new Uri(id))],
    };

    private T Keep<T>(T made)
        where T : IDisposable
    {
        _made.Add(made);
        return made;
    }
}
