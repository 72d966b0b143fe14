using MeshFunctions.Outbound;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>The certificate that the app shows the mesh, and the bundle that it trusts.</summary>
internal sealed class CertificatesSource(MeshCertificateOptions options, WorkloadCertificates certificates) : IReadySource
{
    public string Name => "certificates";

    public IReadOnlyList<string> Items { get; } = options.CertificateFile is null || options.KeyFile is null || options.BundleFile is null ? [] : ["Mesh"];

    public Task<bool> EnsureAsync(string item, CancellationToken cancellationToken) => Task.FromResult(certificates.TryGet(out _, out _));
}
