using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust;

/// <summary>Log messages of the trust stage.</summary>
internal static partial class TrustLog
{
    [LoggerMessage(
        EventIds.HopKeyUnusable,
        LogLevel.Error,
        "Version {Version} of the key of hop {Hop} is not used: a key is at least 32 visible ASCII characters without a comma.")]
    public static partial void HopKeyUnusable(ILogger logger, string hop, string version);

    [LoggerMessage(EventIds.HopKeysRead, LogLevel.Information, "Hop {Hop} signs with {Count} known keys.")]
    public static partial void HopKeysRead(ILogger logger, string hop, int count);

    [LoggerMessage(
        EventIds.HopKeysUnusable,
        LogLevel.Error,
        "The file with the keys of hop {Hop} cannot be used ({Failure}); the keys before it stay in force, if there were any.")]
    public static partial void HopKeysUnusable(ILogger logger, string hop, string failure);

    [LoggerMessage(EventIds.ReplayStoreFailed, LogLevel.Error, "The replay store failed ({Failure}): assertions that count only once are refused.")]
    public static partial void ReplayStoreFailed(ILogger logger, string failure);

    [LoggerMessage(EventIds.NoHopConfigured, LogLevel.Warning, "No hop is configured under MeshFunctions:Hops: every request is unproven, so no function has a peer and every trace starts anew")]
    public static partial void NoHopConfigured(ILogger logger);

    [LoggerMessage(EventIds.HopsConfigured, LogLevel.Information, "Hop {Hop} proves itself by {Proof}, {Meaning}, and may set: {Sets}")]
    public static partial void HopConfigured(ILogger logger, string hop, HopProof? proof, string meaning, string sets);

    [LoggerMessage(EventIds.PlatformTrusted, LogLevel.Warning, "Hop {Hop} trusts the platform: its proof is no more than that App Service Authentication overwrites X-MS-CLIENT-PRINCIPAL on every request, those of excluded paths and of other ports included")]
    public static partial void PlatformTrusted(ILogger logger, string hop);

    [LoggerMessage(EventIds.ForwardedCertificateTrusted, LogLevel.Warning, "Hop {Hop} trusts App Service with X-ARR-ClientCert: only in client certificate mode Required, without exclusion paths, does its front end demand the certificate and overwrite what clients send")]
    public static partial void ForwardedCertificateTrusted(ILogger logger, string hop);

    [LoggerMessage(EventIds.ReplaysKnownHereOnly, LogLevel.Warning, "Assertions of hop {Hop} count once for this instance alone: the replay store is in memory. Register a shared IReplayStore where the app has several instances")]
    public static partial void ReplaysKnownHereOnly(ILogger logger, string hop);

    [LoggerMessage(EventIds.HopKeyShared, LogLevel.Error, "Hops {Hop} and {Other} have a signing key in common, which proves neither: each needs keys of its own")]
    public static partial void HopKeyShared(ILogger logger, string hop, string other);

    [LoggerMessage(EventIds.IsolationTrusted, LogLevel.Warning, "Hop {Hop} trusts that nothing but the {Mesh} sidecar can reach the port: STRICT mTLS, default deny. A request without any proof is taken for one of that sidecar")]
    public static partial void IsolationTrusted(ILogger logger, string hop, HopMesh? mesh);

    [LoggerMessage(EventIds.CustomHeadersConfigured, LogLevel.Information, "Hop {Hop} sets these headers by configuration: {Headers}; they are in no generated list, so the edge must be told to clear what its clients send of them")]
    public static partial void CustomHeadersConfigured(ILogger logger, string hop, string headers);
}
