using System.Text;
using MeshFunctions.Credentials.Leases;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials.Certificates;

/// <summary>One pair of files of <see cref="CertificateLeases"/>: what is in force, and how near its end is.</summary>
internal sealed class CertificateFiles(string certificateFile, string keyFile, TimeProvider time, ILogger logger)
    : FileLease<CertificateLease>(time, certificateFile, keyFile)
{
    private int _stage;

    public string CertificateFile => certificateFile;

    /// <summary>The pair that is in force and holds.</summary>
    /// <exception cref="LeaseUnavailableException">There never was one, or it has expired.</exception>
    public CertificateLease Get()
    {
        if (Notice(out var why) is not { } lease)
        {
            throw new LeaseUnavailableException($"No certificate from '{certificateFile}' and '{keyFile}': {why}.");
        }

        return Holds(lease)
            ? lease
            : throw new LeaseUnavailableException($"The certificate from '{certificateFile}' expired at {lease.ExpiresOn:u}, and the files hold no other that could be used.");
    }

    /// <summary>The pair that is in force, expired or not; warns of its end.</summary>
    public CertificateLease? Notice(out string? why)
    {
        var lease = Current(out why);
        if (lease is not null)
        {
            Warn(lease);
        }

        return lease;
    }

    protected override CertificateLease? Make(IReadOnlyList<byte[]> contents, CertificateLease? current, out string? why)
    {
        var certificates = Encoding.Latin1.GetChars(contents[0]);
        var key = Encoding.Latin1.GetChars(contents[1]);
        try
        {
            var lease = CertificatePem.Read(certificates, key, out why);
            why = lease is not null && current is not null && Holds(current) ? Untimely(lease) : why;
            return why is null ? lease : null;
        }
        finally
        {
            // The key may be in either.
            Array.Clear(certificates);
            Array.Clear(key);
        }
    }

    protected override bool Holds(CertificateLease value) => Time.GetUtcNow() < value.ExpiresOn;

    protected override void Taken(CertificateLease value)
    {
        Volatile.Write(ref _stage, 0);
        logger.CertificateTaken(certificateFile, value.Certificate.SerialNumber, value.ExpiresOn);
    }

    protected override void Refused(string why) => logger.CertificateRefused(certificateFile, keyFile, why);

    // Nobody is served by a certificate that peers refuse while there is one that they take.
    private string? Untimely(CertificateLease lease)
    {
        var now = Time.GetUtcNow();
        return lease.NotBefore > now ? "the certificate is not valid yet" : lease.ExpiresOn <= now ? "the certificate has expired" : null;
    }

    private void Warn(CertificateLease lease)
    {
        var left = lease.ExpiresOn - Time.GetUtcNow();
        var life = lease.ExpiresOn - lease.NotBefore;
        var stage = left <= TimeSpan.Zero ? 3 : left <= life / 20 ? 2 : left <= life / 5 ? 1 : 0;
        var noticed = Volatile.Read(ref _stage);
        if (stage <= noticed || Interlocked.CompareExchange(ref _stage, stage, noticed) != noticed)
        {
            return;
        }

        if (left <= TimeSpan.Zero)
        {
            logger.CertificateExpired(certificateFile, lease.ExpiresOn);
        }
        else
        {
            logger.CertificateExpiring(certificateFile, lease.ExpiresOn, left);
        }
    }
}
