using System.Text;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Headers.Certificates;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>The mesh's authorities, from the file that an agent replaces.</summary>
internal sealed class MeshBundle(string file, TimeProvider time, ILogger logger) : FileLease<TrustBundle>(time, file)
{
    protected override TrustBundle? Make(IReadOnlyList<byte[]> contents, TrustBundle? current, out string? why)
    {
        // Each authority may name anybody: that of another trust domain would name workloads of ours.
        why = !TrustBundle.TryParse(Encoding.Latin1.GetString(contents[0]), out var bundle) ? "it holds no PEM bundle of authorities with a root among them"
            : bundle.TrustDomains.Count > 1 ? "it holds authorities of more than one trust domain"
            : null;
        return why is null ? bundle : null;
    }

    // It has no end of its own, so that it would go on unnoticed for ever.
    protected override TimeSpan? Reminder => TimeSpan.FromHours(1);

    protected override bool Holds(TrustBundle value) => true;

    protected override void Taken(TrustBundle value) => logger.BundleTaken(file, value.Count);

    protected override void Refused(string why) => logger.BundleUnreadable(file, why);
}
