using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal static partial class LocalHostLog
{
    [LoggerMessage(1, LogLevel.Information, "Now listening on: {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(2, LogLevel.Error, "Function '{Function}' failed; invocation {InvocationId}")]
    public static partial void FunctionFailed(ILogger logger, Exception failure, string function, string invocationId);

    [LoggerMessage(3, LogLevel.Error, "A request could not be served")]
    public static partial void RequestFailed(ILogger logger, Exception failure);
}
