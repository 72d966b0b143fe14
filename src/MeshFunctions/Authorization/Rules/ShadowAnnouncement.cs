using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Authorization.Rules;

/// <summary>Says at start which policies do not deny yet, and which do again.</summary>
internal static partial class ShadowAnnouncement
{
    public static void Write(ILogger logger, IDictionary<string, ShadowOptions> policies, DateTimeOffset now)
    {
        foreach (var (name, shadow) in policies)
        {
            if (shadow.Until > now)
            {
                PolicyShadowed(logger, name, shadow.Until.Value);
            }
            else
            {
                ShadowOver(logger, name, shadow.Until);
            }
        }
    }

    [LoggerMessage(EventIds.PolicyShadowed, LogLevel.Warning, "Policy {Policy} is in shadow mode until {Until:o}: what it would deny is audited and let pass")]
    private static partial void PolicyShadowed(ILogger logger, string policy, DateTimeOffset until);

    [LoggerMessage(EventIds.ShadowOver, LogLevel.Warning, "Policy {Policy} is enforced: its shadow mode ended {Until:o}. Remove it from MeshFunctions:Access:Shadow")]
    private static partial void ShadowOver(ILogger logger, string policy, DateTimeOffset? until);
}
