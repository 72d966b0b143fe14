using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Headers.Certificates;

/// <summary>The signature over a certificate (RFC 5280 §4.1), so that it can be tried against one key without building a chain.</summary>
internal sealed class CertificateSignature
{
    private readonly byte[] _signed;
    private readonly byte[] _signature;
    private readonly string _algorithm;

    private CertificateSignature(byte[] signed, string algorithm, byte[] signature)
    {
        _signed = signed;
        _algorithm = algorithm;
        _signature = signature;
    }

    /// <summary>Takes a certificate apart; never throws.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out CertificateSignature? signature)
    {
        signature = null;
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var certificate = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var signed = certificate.ReadEncodedValue();
            var algorithm = certificate.ReadSequence().ReadObjectIdentifier();
            var bits = certificate.ReadBitString(out var unused);
            certificate.ThrowIfNotEmpty();
            if (unused != 0)
            {
                return false;
            }

            signature = new CertificateSignature(signed.ToArray(), algorithm, bits);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Whether an algorithm may sign certificates here.</summary>
    public static bool IsStrong(string? algorithm) => HashOf(algorithm) is not null;

    /// <summary>Whether it was made with the key of <paramref name="authority"/>.</summary>
    public bool IsBy(X509Certificate2 authority)
    {
        if (HashOf(_algorithm) is not { } hash)
        {
            return false;
        }

        try
        {
            if (IsRsa(_algorithm))
            {
                using var rsa = authority.GetRSAPublicKey();
                return rsa is not null && rsa.VerifyData(_signed, _signature, hash, RSASignaturePadding.Pkcs1);
            }

            using var ecdsa = authority.GetECDsaPublicKey();
            return ecdsa is not null && ecdsa.VerifyData(_signed, _signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsRsa(string algorithm) => algorithm.StartsWith("1.2.840.113549.1.1.", StringComparison.Ordinal);

    private static HashAlgorithmName? HashOf(string? algorithm) => algorithm switch
    {
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
