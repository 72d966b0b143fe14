namespace MeshFunctions.Outbound;

/// <summary>
/// A connection of a client with <c>AddMeshCertificate()</c> was given up, because the server is not the workload that <c>MeshFunctions:Outbound:{client}:Peer</c> names: its
/// certificate is not of the mesh's bundle, has expired, or has another SPIFFE id; or it was not made, because the host is not among the client's <c>Hosts</c>. Nothing of the
/// request was sent.
/// </summary>
public sealed class MeshPeerRefusedException : HttpRequestException
{
    /// <summary>An error without a text of its own.</summary>
    public MeshPeerRefusedException()
    {
    }

    /// <summary>An error with a text.</summary>
    /// <param name="message">Which client, whom it expects, and whom it found.</param>
    public MeshPeerRefusedException(string message)
        : this(message, null)
    {
    }

    /// <summary>An error with a text and a cause. Its <see cref="HttpRequestException.HttpRequestError"/> is <see cref="HttpRequestError.SecureConnectionError"/>.</summary>
    /// <param name="message">Which client, whom it expects, and whom it found.</param>
    /// <param name="innerException">What TLS said.</param>
    public MeshPeerRefusedException(string message, Exception? innerException)
        : base(HttpRequestError.SecureConnectionError, message, innerException)
    {
    }
}
