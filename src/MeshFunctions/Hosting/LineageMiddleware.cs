using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Hosting;

/// <summary>Gives every invocation its lineage, of whatever trigger, and runs the rest under it: log scope, activity, outbound calls.</summary>
internal sealed class LineageMiddleware(LineageReader reader, LineageAccessor accessor, ILoggerFactory loggers) : IFunctionsWorkerMiddleware
{
    private readonly ILogger _logger = loggers.CreateLogger(MeshDiagnostics.Name);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        using var scope = LineageScope.Start(Read(context), accessor, context.FunctionDefinition.Name);
        context.Features.Set(scope.Lineage);
        Activity.Current?.SetTag(TagNames.RequestId, scope.Lineage.RequestId);
        using (_logger.BeginScope(new LineageLogScope(scope.Lineage)))
        {
            try
            {
                await next(context).ConfigureAwait(false);
            }
            catch (Exception exception) when (FailureMark.IsFailure(exception))
            {
                // The span under which the function really ran: the new root where the trace was restarted.
                FailureMark.Set(Activity.Current, exception);
                throw;
            }
        }
    }

    private TraceLineage Read(FunctionContext context)
    {
        var hostTraceParent = context.TraceContext.TraceParent;
        return context.Features.Get<RequestHeaders>() is { } headers && context.Features.Get<HopTrustResult>() is { } trust
            ? reader.Read(headers, trust.Trust, hostTraceParent)
            : LineageReader.ReadNonHttp(hostTraceParent);
    }
}
