using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Tracing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Hosting;

/// <summary>The first stage: what an HTTP function throws becomes a documented answer. Other triggers pass through, so that their own retry works.</summary>
internal sealed partial class ErrorBoundaryMiddleware(
    ErrorBoundaryOptions options,
    HttpTriggers triggers,
    IntegrationOrder order,
    IHostApplicationLifetime lifetime,
    ILogger<ErrorBoundaryMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!triggers.IsOn(context.FunctionDefinition))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var invocation = await HttpInvocations.OfAsync(context, order).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                "An HTTP function has no request: worker.UseMeshFunctions() must come after the middleware that brings it, such as ConfigureFunctionsWebApplication's.");
        context.Features.Set(invocation);
        try
        {
            await next(context).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The boundary is where every exception ends.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var rethrow = await AnswerAsync(context, invocation, exception).ConfigureAwait(false);
            if (rethrow)
            {
                throw;
            }
        }
    }

    /// <summary>Answers, and says whether the host shall see the exception too.</summary>
    private async Task<bool> AnswerAsync(FunctionContext context, HttpInvocation invocation, Exception exception)
    {
        var function = context.FunctionDefinition.Name;
        var lineage = context.Features.Get<TraceLineage>();
        var problem = ProblemOf(context, exception);
        switch (problem.Status)
        {
            case 500:
                FailureMark.Set(Activity.Current, exception);
                UnhandledException(function, lineage?.TraceId, lineage?.RequestId, ExceptionTrail.Of(exception));
                break;
            case 503:
                Cancelled(function, lineage?.RequestId, lifetime.ApplicationStopping.IsCancellationRequested ? "by shutdown (503)" : "by its client (499)");
                break;
            default:
                Unreadable(function, lineage?.RequestId, problem.Slug, ExceptionTrail.Of(exception));
                break;
        }

        if (problem.Status == 500 && options.Rethrow)
        {
            return true;
        }

        var mayHaveHadAnEffect = invocation.FunctionEntered && problem.Status >= 500 && !IsSafe(invocation.Method);
        await invocation.AnswerAsync(context, problem with { MustNotBeRetried = mayHaveHadAnEffect }).ConfigureAwait(false);
        return false;
    }

    private Problem ProblemOf(FunctionContext context, Exception exception)
    {
        var stopping = lifetime.ApplicationStopping.IsCancellationRequested;
        return exception switch
        {
            // Also where the client is gone: who else cancelled must not read an empty success.
            OperationCanceledException when stopping => Problems.ShuttingDown(Retry),
            OperationCanceledException when context.CancellationToken.IsCancellationRequested => Problems.Cancelled(Retry),
            FunctionInputConverterException unreadable when UnreadableInput.IsOfTheRequest(context, unreadable) =>
                UnreadableInput.Problem(context.Features.Get<HttpInvocation>()!.Headers),
            _ => Problems.Failed,
        };
    }

    /// <summary>RFC 9110 §9.2.1.</summary>
    private static bool IsSafe(string method) => method.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    [LoggerMessage(EventIds.UnhandledException, LogLevel.Error, "Function {Function} failed in trace {TraceId}, request {RequestId}: {Exception}")]
    private partial void UnhandledException(string function, string? traceId, string? requestId, string exception);

    [LoggerMessage(EventIds.RequestCancelled, LogLevel.Information, "Function {Function}, request {RequestId}, was cancelled {By}")]
    private partial void Cancelled(string function, string? requestId, string by);

    [LoggerMessage(EventIds.InputUnreadable, LogLevel.Warning, "Function {Function}, request {RequestId}, was not entered: {Problem}: {Exception}")]
    private partial void Unreadable(string function, string? requestId, string problem, string exception);
}
