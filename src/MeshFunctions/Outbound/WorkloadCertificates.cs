using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>Reads the workload's certificate for every new primary handler; a pair that cannot be read leaves the one before in use.</summary>
internal sealed class WorkloadCertificates(MeshCertificateOptions options, ILogger<WorkloadCertificates> logger)
{
    private volatile WorkloadCertificate? _last;

    /// <summary>Reads the files; false where one is missing and none was read before.</summary>
    /// <exception cref="InvalidOperationException">The files are there, cannot be used, and none was read before.</exception>
    public bool TryRead([NotNullWhen(true)] out WorkloadCertificate? certificate)
    {
        try
        {
            certificate = _last = WorkloadCertificate.Load(options.CertificateFile!, options.KeyFile!, options.BundleFile!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or InvalidDataException or ArgumentException)
        {
            certificate = _last;
            if (certificate is null && failure is FileNotFoundException or DirectoryNotFoundException)
            {
                return false;
            }

            if (certificate is null)
            {
                throw new InvalidOperationException(
                    $"MeshFunctions:Mesh: the files '{options.CertificateFile}', '{options.KeyFile}' and '{options.BundleFile}' are no usable certificate, key and bundle in PEM ({failure.GetType().Name}).",
                    failure);
            }

            logger.CertificateUnreadable(options.CertificateFile, failure.GetType().Name);
        }

        return true;
    }

    /// <summary>The files that are not there, with the folder in which they were looked for.</summary>
    public IReadOnlyList<string> Missing() =>
        [.. new[] { options.CertificateFile, options.KeyFile, options.BundleFile }.OfType<string>().Where(static file => !File.Exists(file)).Select(Path.GetFullPath)];
}
