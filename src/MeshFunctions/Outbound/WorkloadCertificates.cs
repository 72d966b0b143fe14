using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>Reads the workload's certificate for every new primary handler; a pair that cannot be read leaves the one before in use.</summary>
internal sealed class WorkloadCertificates(MeshCertificateOptions options, ILogger<WorkloadCertificates> logger)
{
    private volatile WorkloadCertificate? _last;

    public WorkloadCertificate Read()
    {
        try
        {
            return _last = WorkloadCertificate.Load(options.CertificateFile!, options.KeyFile!, options.BundleFile!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or InvalidDataException or ArgumentException)
        {
            if (_last is not { } last)
            {
                throw new InvalidOperationException(
                    $"MeshFunctions:Mesh: the files '{options.CertificateFile}', '{options.KeyFile}' and '{options.BundleFile}' are no usable certificate, key and bundle in PEM ({failure.GetType().Name}).",
                    failure);
            }

            logger.CertificateUnreadable(options.CertificateFile, failure.GetType().Name);
            return last;
        }
    }
}
