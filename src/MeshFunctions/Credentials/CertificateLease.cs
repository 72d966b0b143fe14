using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;

namespace MeshFunctions.Credentials;

/// <summary>
/// A certificate with its private key, as they were in force when they were asked for. Printed, formatted, serialised or shown by a debugger it is <c>***</c>.
/// It stays usable after its successor has come, for the connections that show it; do not dispose what it holds.
/// </summary>
[DebuggerDisplay(Masked.Text)]
[JsonConverter(typeof(MaskedJsonConverter<CertificateLease>))]
public sealed class CertificateLease
{
    internal CertificateLease(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates)
    {
        Certificate = certificate;
        Intermediates = intermediates;
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero);
        ExpiresOn = new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);

        // At once: a pair that TLS cannot use must not take the place of one that it can.
        TlsContext = SslStreamCertificateContext.Create(certificate, [.. intermediates], offline: true);
    }

    /// <summary>The leaf, with its private key.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificates between the leaf and its authority, in the file's order; often none.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; }

    /// <summary>
    /// The leaf with its intermediates for one's own side of TLS: <see cref="SslClientAuthenticationOptions.ClientCertificateContext"/>,
    /// <see cref="SslServerAuthenticationOptions.ServerCertificateContext"/>. One object a lease; nothing is downloaded to make it.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public SslStreamCertificateContext TlsContext { get; }

    /// <summary>The first moment at which the leaf is valid.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The moment from which on the leaf is not valid any more.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Never the certificate nor its key.</summary>
    /// <returns><c>***</c>.</returns>
    public override string ToString() => Masked.Text;
}
