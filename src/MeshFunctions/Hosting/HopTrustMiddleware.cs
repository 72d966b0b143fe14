using MeshFunctions.Headers;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace MeshFunctions.Hosting;

/// <summary>Reads the headers once, proves the hop, and removes the proof from the request.</summary>
internal sealed class HopTrustMiddleware(HeaderPlan plan, HopTrustEvaluator evaluator) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.Features.Get<HttpInvocation>() is { } invocation)
        {
            var requestHeaders = invocation.Request.Headers;
            var headers = RequestHeaders.Read(requestHeaders, plan);
            context.Features.Set(headers);
            context.Features.Set(await evaluator.EvaluateAsync(headers, context.CancellationToken).ConfigureAwait(false));
            ProofHeaders.Remove(requestHeaders);
        }

        await next(context).ConfigureAwait(false);
    }
}
