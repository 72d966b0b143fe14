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
        why = TrustBundle.TryParse(Encoding.Latin1.GetString(contents[0]), out var bundle) ? null : "it holds no PEM bundle of authorities with a root among them";
        return bundle;
    }

    protected override bool Holds(TrustBundle value) => true;

    protected override void Taken(TrustBundle value) => logger.BundleTaken(file, value.Count);

    protected override void Refused(string why) => logger.BundleUnreadable(file, why);
}
