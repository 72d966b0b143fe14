namespace MeshFunctions.Outbound;

/// <summary>This workload's certificate and the mesh's authorities, as PEM files: section <c>MeshFunctions:Mesh</c>.</summary>
/// <remarks>
/// An agent may replace the files whenever it likes and in any order (<see cref="MeshFunctions.Credentials.CertificateLeases"/>): a new connection takes what is whole then, and
/// none is used for longer than two minutes.
/// The files may also come after the start: until then requests fail with <see cref="MeshCertificateUnavailableException"/>, and a warning at start-up names
/// what is missing.
/// </remarks>
public sealed class MeshCertificateOptions
{
    /// <summary>The workload's leaf, followed by its intermediates if any. Required with <c>AddMeshCertificate()</c>.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The leaf's private key, unencrypted. Required with <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The certificates of the mesh's authorities: the only ones that are trusted. Required with <see cref="CertificateFile"/>.</summary>
    public string? BundleFile { get; set; }
}
