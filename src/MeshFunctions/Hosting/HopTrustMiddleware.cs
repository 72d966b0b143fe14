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
            var headers = RequestHeaders.Read(invocation.Headers, plan);
            var request = new TrustRequest(
                headers, invocation.Headers, invocation.Method, invocation, invocation.ConnectionCertificate);
            context.Features.Set(headers);
            context.Features.Set(await evaluator.EvaluateAsync(request, context.CancellationToken).ConfigureAwait(false));
            ProofHeaders.Remove(invocation.Headers, headers);
        }

        await next(context).ConfigureAwait(false);
    }
}
