namespace MeshFunctions.Outbound;

/// <summary>
/// A request of a client with <c>AddMeshCertificate()</c> was not sent, because a file of <c>MeshFunctions:Mesh</c> is missing or was not usable when it came. The next
/// request looks again.
/// </summary>
public sealed class MeshCertificateUnavailableException : HttpRequestException
{
    /// <summary>An error without a text of its own.</summary>
    public MeshCertificateUnavailableException()
    {
    }

    /// <summary>An error with a text.</summary>
    /// <param name="message">Which client and which file; never what is in one.</param>
    public MeshCertificateUnavailableException(string message)
        : this(message, null)
    {
    }

    /// <summary>An error with a text and a cause. Its <see cref="HttpRequestException.HttpRequestError"/> is <see cref="HttpRequestError.SecureConnectionError"/>.</summary>
    /// <param name="message">Which client and which file; never what is in one.</param>
    /// <param name="innerException">Why the files cannot be used.</param>
    public MeshCertificateUnavailableException(string message, Exception? innerException)
        : base(HttpRequestError.SecureConnectionError, message, innerException)
    {
    }
}
