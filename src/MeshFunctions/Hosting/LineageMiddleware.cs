using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Tracing.Triggers;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Hosting;

/// <summary>Gives every invocation its lineage, of whatever trigger, and runs the rest under it: log scope, activity, outbound calls.</summary>
internal sealed class LineageMiddleware(
    LineageReader reader, MessageLineageReader messages, LineageAccessor accessor, TracingOptions options, ILoggerFactory loggers) : IFunctionsWorkerMiddleware
{
    private readonly ILogger _logger = loggers.CreateLogger(MeshDiagnostics.Name);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var trust = context.Features.Get<HopTrustResult>()?.Trust;
        using var scope = LineageScope.Start(Read(context, trust), accessor, context.FunctionDefinition.Name);
        context.Features.Set(scope.Lineage);
        SetTags(Activity.Current, scope.Lineage);
        using (_logger.BeginScope(new LineageLogScope(scope.Lineage)))
        {
            try
            {
                var proven = trust is HopTrust.Proven ? context.Features.Get<HttpInvocation>() : null;
                proven?.AddToAnswer(TraceResponseFields.Of(options.Response, scope.Lineage, Activity.Current));
                await next(context).ConfigureAwait(false);
                proven?.Complete(context);
            }
            catch (Exception exception) when (FailureMark.IsFailure(exception))
            {
                // The span under which the function really ran: the new root where the trace was restarted.
                FailureMark.Set(Activity.Current, exception);
                throw;
            }
        }
    }

    private static void SetTags(Activity? activity, TraceLineage lineage)
    {
        activity?.SetTag(TagNames.RequestId, lineage.RequestId);
        if (activity is not null && lineage.Correlation is { } ids)
        {
            // A tag without a value is no tag.
            activity.SetTag(TagNames.ClientRequestId, ids.ClientRequestId);
            activity.SetTag(TagNames.CorrelationRequestId, ids.CorrelationRequestId);
            activity.SetTag(TagNames.LegacyRequestId, ids.LegacyRequestId);
        }
    }

    private TraceLineage Read(FunctionContext context, HopTrust? trust) =>
        trust is not null && context.Features.Get<RequestHeaders>() is { } headers
            ? reader.Read(headers, trust, context.TraceContext.TraceParent)
            : messages.Read(context);
}
