using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Tests.Tokens;

/// <summary>Makes certificate authorities: each with a key of its own, all with one name.</summary>
internal static class TestAuthority
{
    public static X509Certificate2 Make()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Test authority {RandomNumberGenerator.GetHexString(16)}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    public static string Pem()
    {
        using var authority = Make();
        return authority.ExportCertificatePem();
    }
}
