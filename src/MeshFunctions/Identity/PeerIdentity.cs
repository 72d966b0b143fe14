using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>The workload for which a proven hop vouches. Never made from a token. Immutable.</summary>
public sealed class PeerIdentity
{
    internal PeerIdentity(SpiffeId id, IdentitySource source, string certificateSha256)
    {
        Id = id;
        Source = source;
        CertificateSha256 = certificateSha256;
    }

    /// <summary>The workload, of one of the configured trust domains; always with a path.</summary>
    public SpiffeId Id { get; }

    /// <summary>The family of headers that named it.</summary>
    public IdentitySource Source { get; }

    /// <summary>SHA-256 of the peer's certificate in DER form, 64 lower-case hex digits.</summary>
    public string CertificateSha256 { get; }

    /// <summary>The workload's id.</summary>
    /// <returns>The SPIFFE id as text.</returns>
    public override string ToString() => Id.ToString();
}
