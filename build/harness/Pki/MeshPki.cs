using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Harness.Stack;
using LocalCloud.Pki;

namespace Harness.Pki;

/// <summary>
/// The throw-away certificates of one run: a site CA for what clients and the cloud use, a mesh CA for the workloads, and
/// a third CA that nobody trusts, but which gives itself the same names.
/// </summary>
internal sealed class MeshPki : IDisposable
{
    private readonly ThrowawayCa _site;
    private readonly ThrowawayCa _mesh;
    private readonly ThrowawayCa _foreign;
    private readonly ConcurrentDictionary<string, ThrowawayLeaf> _leaves = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ThrowawayLeaf> _issued = [];

    private MeshPki(string folder, TimeProvider timeProvider)
    {
        Folder = folder;
        _site = ThrowawayCa.Create("site-ca", timeProvider);
        _mesh = ThrowawayCa.Create("mesh-ca", timeProvider);
        _foreign = ThrowawayCa.Create("mesh-ca", timeProvider);
    }

    public string Folder { get; }

    public string SiteCaFile => Path.Combine(Folder, "site-ca.pem");

    public string MeshCaFile => Path.Combine(Folder, "mesh-ca.pem");

    public X509Certificate2 SiteCa => _site.Certificate;

    public X509Certificate2 MeshCa => _mesh.Certificate;

    /// <summary>The edge's leaf as the mesh knows it: the client of the Orders sidecar.</summary>
    public X509Certificate2 Edge => _leaves["edge"].Certificate;

    public X509Certificate2 Orders => _leaves["orders"].Certificate;

    public X509Certificate2 Catalog => _leaves["catalog"].Certificate;

    /// <summary>A leaf of the mesh that is not the edge's.</summary>
    public X509Certificate2 Inventory => _leaves["inventory"].Certificate;

    /// <summary>Says that it is the edge, but comes from the foreign CA.</summary>
    public X509Certificate2 Foreign => _leaves["foreign"].Certificate;

    public static MeshPki Create(string folder, TimeProvider timeProvider)
    {
        PrivateFile.CreateFolder(folder);
        MeshPki pki = new(folder, timeProvider);
        pki._site.WriteCertificate(pki.SiteCaFile);
        pki._mesh.WriteCertificate(pki.MeshCaFile);
        pki.Issue("cloud", pki._site, null, "localhost");
        pki.Issue("foreign", pki._foreign, MeshNames.EdgeId, "edge.mesh.local");
        pki.Renew();
        return pki;
    }

    /// <summary>Issues the leaves of the edge and the workloads, each with a new key, in place of those before, which stay valid.</summary>
    public void Renew()
    {
        Issue("edge-public", _site, null, "localhost", "edge.mesh.local");
        Issue("edge", _mesh, MeshNames.EdgeId, "edge.mesh.local");
        Issue("orders", _mesh, MeshNames.OrdersId, "orders.mesh.local");
        Issue("inventory", _mesh, MeshNames.InventoryId, "inventory.mesh.local");
        Issue("catalog", _mesh, MeshNames.CatalogId, "catalog.mesh.local");
    }

    public string CertificateFile(string name) => Path.Combine(Folder, $"{name}.pem");

    public string KeyFile(string name) => Path.Combine(Folder, $"{name}.key");

    public void Dispose()
    {
        foreach (ThrowawayLeaf leaf in _issued)
        {
            leaf.Dispose();
        }

        _site.Dispose();
        _mesh.Dispose();
        _foreign.Dispose();
    }

    // A leaf of the mesh carries its SPIFFE id for the applications and a DNS name for Nginx; the others an address for clients.
    private void Issue(string name, ThrowawayCa ca, string? spiffeId, params string[] dnsNames)
    {
        ThrowawayLeaf leaf = ca.Issue(new LeafNames
        {
            CommonName = name,
            Dns = dnsNames,
            Addresses = spiffeId is null ? [IPAddress.Loopback] : [],
            Uris = spiffeId is null ? [] : [new Uri(spiffeId)],
        });
        _issued.Enqueue(leaf);
        _leaves[name] = leaf;
        using ECDsa key = leaf.Certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The leaf has no EC key.");
        PrivateFile.Write(KeyFile(name), key.ExportPkcs8PrivateKeyPem());
        PrivateFile.Write(CertificateFile(name), leaf.CertificatePem);
    }
}
