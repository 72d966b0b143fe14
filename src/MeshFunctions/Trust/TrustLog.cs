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
}
