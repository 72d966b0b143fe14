using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Credentials;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>The workload's certificate and the mesh's bundle as the files of <c>MeshFunctions:Mesh</c> have them now; asked for with every request and every connection.</summary>
internal sealed class WorkloadCertificates(MeshCertificateOptions options, CertificateLeases leases, TimeProvider time, ILogger<WorkloadCertificates> logger)
{
    private readonly MeshBundle _bundle = new(options.BundleFile ?? string.Empty, time, logger);

    /// <summary>False with the reason where there is no pair, no bundle, or the certificate has expired.</summary>
    public bool TryGet([NotNullWhen(true)] out WorkloadCertificate? certificate, out string? why)
    {
        certificate = null;
        try
        {
            var own = leases.Get(options.CertificateFile!, options.KeyFile!);
            if (_bundle.Current(out why) is { } bundle)
            {
                certificate = new(own, bundle);
                return true;
            }

            why = $"No bundle from '{options.BundleFile}': {why}.";
        }
        catch (LeaseUnavailableException unavailable)
        {
            why = unavailable.Message;
        }

        return false;
    }

    /// <summary>Why files that are all there can never be used as they are; null where they can, or where one may still come.</summary>
    public string? Mistake() => Missing().Count == 0 && !TryGet(out _, out var why) && !leases.HasExpired(options.CertificateFile!, options.KeyFile!) ? why : null;

    /// <summary>The files that are not there, with the folder in which they were looked for.</summary>
    public IReadOnlyList<string> Missing() =>
        [.. new[] { options.CertificateFile, options.KeyFile, options.BundleFile }.OfType<string>().Where(static file => !File.Exists(file)).Select(Path.GetFullPath)];
}
