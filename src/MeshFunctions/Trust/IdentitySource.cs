namespace MeshFunctions.Trust;

/// <summary>A family of identity headers that a hop writes.</summary>
public enum IdentitySource
{
    /// <summary><c>X-Client-Verify</c> and <c>X-Client-Cert</c>: the client certificate that Nginx verified, as URL-escaped PEM.</summary>
    NginxCertificate,
}
