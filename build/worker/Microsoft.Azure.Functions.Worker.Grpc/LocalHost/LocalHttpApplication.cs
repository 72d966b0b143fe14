using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What Kestrel calls for each request.</summary>
internal sealed class LocalHttpApplication(FunctionRouter router, InvocationGate gate, ILogger logger) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) =>
        new DefaultHttpContext(contextFeatures) { RequestServices = router.Services };

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "The last stop: whatever it is, it is a 500.")]
    public async Task ProcessRequestAsync(HttpContext context)
    {
        // The flow in which the app was started may have had one.
        Activity.Current = null;
        if (!gate.TryEnter())
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
            return;
        }

        try
        {
            await router.RouteAsync(context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            LocalHostLog.RequestFailed(logger, failure);
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                context.Response.StatusCode = (failure as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
            }
        }
        finally
        {
            gate.Leave();
        }
    }
}
