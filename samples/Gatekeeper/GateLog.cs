using Microsoft.Extensions.Logging;

namespace Gatekeeper;

/// <summary>What is logged: the edge's own request id and the closed names of outcomes; nothing that a client sent.</summary>
internal static partial class GateLog
{
    [LoggerMessage(1, LogLevel.Information, "Refused {RequestId}: {Outcome}")]
    public static partial void Refused(ILogger logger, string requestId, string outcome);

    [LoggerMessage(2, LogLevel.Warning, "Somebody asked who does not show the edge's key, or does not describe a request as the edge does")]
    public static partial void NotTheEdge(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "Listens on {Socket}; signs as {Issuer} with {KeyId}")]
    public static partial void Started(ILogger logger, string socket, string issuer, string keyId);
}
