using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Tests.Headers.Certificates;

/// <summary>What to put into a leaf; good as it is.</summary>
internal sealed record TestLeaf
{
    public const string SidecarId = "spiffe://mesh.local/ns/edge/sa/nginx";
    public const string SidecarDns = "nginx.mesh.local";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";
    public const string ForServers = "1.3.6.1.5.5.7.3.1";

    public string Subject { get; init; } = "CN=nginx";

    public AsymmetricAlgorithm? Key { get; init; }

    public HashAlgorithmName? Hash { get; init; }

    public DateTimeOffset NotBefore { get; init; } = MeshCa.Now.AddHours(-1);

    public DateTimeOffset NotAfter { get; init; } = MeshCa.Now.AddHours(24);

    public IReadOnlyList<string> Uris { get; init; } = [SidecarId];

    public IReadOnlyList<string> Dns { get; init; } = [SidecarDns];

    /// <summary>Extended key usages; null for none of that extension.</summary>
    public IReadOnlyList<string>? Usages { get; init; } = [ForServers, ForClients];

    public bool IsAuthority { get; init; }

    public bool HasAuthorityKeyId { get; init; } = true;

    /// <summary>Extensions beside the usual ones.</summary>
    public IReadOnlyList<X509Extension> Others { get; init; } = [];

    public void AddTo(CertificateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsAuthority, false, 0, critical: true));
        if (Usages is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. Usages.Select(static usage => new Oid(usage))], critical: false));
        }

        var names = new SubjectAlternativeNameBuilder();
        foreach (var dns in Dns)
        {
            names.AddDnsName(dns);
        }

        foreach (var uri in Uris)
        {
            names.AddUri(new Uri(uri));
        }

        if (Dns.Count + Uris.Count > 0)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        foreach (var other in Others)
        {
            request.CertificateExtensions.Add(other);
        }
    }
}
