namespace MeshFunctions.Outbound;

/// <summary>This workload's certificate and the mesh's authorities, as PEM files: section <c>MeshFunctions:Mesh</c>. Read again for new connections, so that an agent may replace them.</summary>
public sealed class MeshCertificateOptions
{
    /// <summary>The workload's leaf, followed by its intermediates if any. Required with <c>AddMeshCertificate()</c>.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The leaf's private key, unencrypted. Required with <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The certificates of the mesh's authorities: the only ones that are trusted. Required with <see cref="CertificateFile"/>.</summary>
    public string? BundleFile { get; set; }
}
