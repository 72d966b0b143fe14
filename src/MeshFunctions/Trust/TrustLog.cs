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
}
