using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust;

/// <summary>Says at start which hops are configured, what each proves, and what is taken on trust.</summary>
internal static class HopsAnnouncement
{
    public static void Write(ILogger logger, IReadOnlyCollection<KeyValuePair<string, HopOptions>> hops, IReplayStore replays)
    {
        if (hops.Count == 0)
        {
            TrustLog.NoHopConfigured(logger);
        }

        foreach (var (name, hop) in hops)
        {
            if (logger.IsEnabled(LogLevel.Information))
            {
                TrustLog.HopConfigured(logger, name, hop.Proof, MeaningOf(hop), hop.Sets.Count == 0 ? "nothing" : string.Join(", ", hop.Sets));
            }

            if (hop.CustomHeaders().Any() && logger.IsEnabled(LogLevel.Information))
            {
                TrustLog.CustomHeadersConfigured(logger, name, string.Join(", ", hop.CustomHeaders().Select(static header => header.Name)));
            }

            if (hop.Proof == HopProof.AppServiceAuthentication)
            {
                TrustLog.PlatformTrusted(logger, name);
            }

            if (hop.AppService || hop.Sets.Contains(IdentitySource.AppServiceCertificate))
            {
                TrustLog.ForwardedCertificateTrusted(logger, name);
            }

            if (hop.OneTime && replays is MemoryReplayStore)
            {
                TrustLog.ReplaysKnownHereOnly(logger, name);
            }

            if (hop.Proof == HopProof.MeshIsolation)
            {
                TrustLog.IsolationTrusted(logger, name, hop.Mesh);
            }
        }
    }

    private static string MeaningOf(HopOptions hop) => hop.Proof switch
    {
        HopProof.SharedKey => $"whoever sends the value of secret '{hop.KeySecret}' in {Headers.HeaderRule.Of(hop.KeyHeader.Header()).Name}",
        HopProof.ClientCertificate => $"whoever {(hop.AppService ? "shows App Service" : "connects with")} a certificate under '{hop.BundleFile}' of {string.Join(", ", hop.Allowed)}",
        HopProof.SignedAssertion => $"whoever signs each request as '{hop.Issuer}' for '{hop.Audience}' with a key in '{hop.KeysFile}'{(hop.OneTime ? ", once" : "")}",
        HopProof.AppServiceAuthentication => "whomever App Service Authentication lets in",
        HopProof.MeshIsolation => $"whoever reaches the port and sends no proof, which the {hop.Mesh} policy must allow its sidecar only",
        _ => "by its own rules",
    };
}
