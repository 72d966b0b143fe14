using System.Diagnostics;
using MeshFunctions.Diagnostics;
using MeshFunctions.Tracing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Hosting;

/// <summary>The first stage: what an HTTP function throws becomes a documented answer. Other triggers pass through, so that their own retry works.</summary>
internal sealed partial class ErrorBoundaryMiddleware(
    ErrorBoundaryOptions options,
    IHostApplicationLifetime lifetime,
    ILogger<ErrorBoundaryMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan ShutdownRetry = TimeSpan.FromSeconds(1);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!HttpTrigger.IsOn(context.FunctionDefinition) || await context.GetHttpRequestDataAsync().ConfigureAwait(false) is not { } request)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var invocation = new HttpInvocation(request);
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

    private async Task<bool> AnswerAsync(FunctionContext context, HttpInvocation invocation, Exception exception)
    {
        if (exception is OperationCanceledException && context.CancellationToken.IsCancellationRequested)
        {
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                RequestCancelled(context.FunctionDefinition.Name);
                return false;
            }

            await ProblemWriter.WriteAsync(context, invocation.Request, Problems.ShuttingDown(ShutdownRetry)).ConfigureAwait(false);
            return false;
        }

        if (exception is FunctionInputConverterException)
        {
            var problem = UnreadableInput.Problem(invocation.Request);
            RequestRefused(context.FunctionDefinition.Name, problem.Slug);
            await ProblemWriter.WriteAsync(context, invocation.Request, problem).ConfigureAwait(false);
            return false;
        }

        Activity.Current?.SetStatus(ActivityStatusCode.Error).SetTag(TagNames.ErrorType, exception.GetType().FullName);
        UnhandledException(context.FunctionDefinition.Name, context.Features.Get<TraceLineage>()?.TraceId.ToString(), ExceptionTrail.Of(exception));
        if (options.Rethrow)
        {
            return true;
        }

        await ProblemWriter
            .WriteAsync(context, invocation.Request, Problems.Failed with { MustNotBeRetried = invocation.FunctionEntered && !IsSafe(invocation.Request) })
            .ConfigureAwait(false);
        return false;
    }

    /// <summary>RFC 9110 §9.2.1.</summary>
    private static bool IsSafe(HttpRequestData request) => request.Method.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    [LoggerMessage(EventIds.UnhandledException, LogLevel.Error, "Function {Function} failed in trace {TraceId}: {Exception}")]
    private partial void UnhandledException(string function, string? traceId, string exception);

    [LoggerMessage(EventIds.RequestCancelled, LogLevel.Information, "Function {Function} was cancelled by its client (499)")]
    private partial void RequestCancelled(string function);

    [LoggerMessage(EventIds.RequestRefused, LogLevel.Information, "Function {Function} was not entered: {Problem}")]
    private partial void RequestRefused(string function, string problem);
}
