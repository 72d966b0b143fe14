using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Identity;

/// <summary>Log messages of the identity stage.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(EventIds.IdentitySourceFailed, LogLevel.Warning, "Identity source {Source} threw {ExceptionType} at the headers of hop {Hop}; the request goes on without that identity")]
    public static partial void SourceFailed(ILogger logger, string source, string hop, string? exceptionType);
}
