using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Headers.Certificates;

/// <summary>
/// Judges client certificates against one bundle. The cheap questions come first, and a chain is built only for a certificate that an authority of the bundle
/// did sign, so that nobody else's certificates cost one. Verdicts are remembered: good ones while the chain is valid, refusals for a minute, all of them only
/// as long as the bundle stays the same.
/// </summary>
internal sealed class CertificateChecker(TrustBundleFile file, TimeProvider time)
{
    /// <summary>Largest certificate that is read, in bytes.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>How long a refusal is remembered.</summary>
    public static readonly TimeSpan RefusalLifetime = TimeSpan.FromSeconds(60);

    private static readonly CertificateVerdict TooLarge = CertificateVerdict.Against(CertificateRefusal.TooLarge);
    private static readonly CertificateVerdict NoBundle = CertificateVerdict.Against(CertificateRefusal.NoBundle);

    private volatile CheckedAgainst? _memory;
    private long _chainsBuilt;

    /// <summary>How many chains were built since the start.</summary>
    public long ChainsBuilt => Interlocked.Read(ref _chainsBuilt);

    /// <summary>How many verdicts are remembered.</summary>
    public int Remembered => _memory is { } memory ? memory.Good.Count + memory.Refused.Count : 0;

    /// <summary>Judges one certificate in DER; never throws.</summary>
    public CertificateVerdict Check(ReadOnlySpan<byte> der)
    {
        if (der.Length > MaxLength)
        {
            return TooLarge;
        }

        if (file.Current is not { } bundle)
        {
            return NoBundle;
        }

        var memory = _memory;
        if (memory?.Bundle != bundle)
        {
            _memory = memory = new CheckedAgainst(bundle);
        }

        var key = UInt256Key.Of(der);
        var now = time.GetUtcNow();
        if (memory.Good.TryGet(key, now, out var known) || memory.Refused.TryGet(key, now, out known))
        {
            return known;
        }

        var (verdict, from, until) = Judge(der.ToArray(), bundle, now);
        if (verdict.Holds)
        {
            memory.Good.Set(key, verdict, from, until);
        }
        else
        {
            memory.Refused.Set(key, verdict, now, now + RefusalLifetime);
        }

        return verdict;
    }

    private static CertificateRefusal? RefuseAlone(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (CertificateFacts.RepeatsExtension(certificate))
        {
            return CertificateRefusal.Malformed;
        }

        if (CertificateFacts.IsAuthority(certificate))
        {
            return CertificateRefusal.Authority;
        }

        if (now < CertificateFacts.Start(certificate))
        {
            return CertificateRefusal.NotYetValid;
        }

        if (now > CertificateFacts.End(certificate))
        {
            return CertificateRefusal.Expired;
        }

        if (!CertificateFacts.IsForClients(certificate))
        {
            return CertificateRefusal.WrongUsage;
        }

        return CertificateSignature.IsStrong(certificate.SignatureAlgorithm.Value) ? null : CertificateRefusal.WeakSignature;
    }

    private (CertificateVerdict Verdict, DateTimeOffset From, DateTimeOffset Until) Judge(byte[] der, TrustBundle bundle, DateTimeOffset now)
    {
        try
        {
            if (!CertificateSignature.TryRead(der, out var signature))
            {
                return Against(CertificateRefusal.Malformed);
            }

            using var certificate = X509CertificateLoader.LoadCertificate(der);
            if (!CertificateNames.TryRead(CertificateFacts.AlternativeNames(certificate), Convert.ToHexStringLower(SHA256.HashData(der)), out var names))
            {
                return Against(CertificateRefusal.Malformed);
            }

            if ((RefuseAlone(certificate, now) ?? RefuseIssuer(certificate, signature, bundle)) is { } refusal)
            {
                return Against(refusal);
            }

            Interlocked.Increment(ref _chainsBuilt);
            return ChainBuilder.Build(certificate, bundle, now, out var from, out var until) is { } broken
                ? Against(broken)
                : (CertificateVerdict.Of(names), from, until);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or ArgumentException)
        {
            return Against(CertificateRefusal.Malformed);
        }
    }

    private static CertificateRefusal? RefuseIssuer(X509Certificate2 certificate, CertificateSignature signature, TrustBundle bundle)
    {
        var issuers = bundle.IssuersOf(certificate).ToList();
        if (issuers.Count == 0)
        {
            return CertificateRefusal.UnknownIssuer;
        }

        if (!CertificateFacts.HasStrongKey(certificate))
        {
            return CertificateRefusal.WeakKey;
        }

        return issuers.Exists(signature.IsBy) ? null : CertificateRefusal.WrongSignature;
    }

    private static (CertificateVerdict Verdict, DateTimeOffset From, DateTimeOffset Until) Against(CertificateRefusal refusal) =>
        (CertificateVerdict.Against(refusal), default, default);
}
