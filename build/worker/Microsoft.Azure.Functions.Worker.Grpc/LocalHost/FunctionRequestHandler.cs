using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker.Definition;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Does for one request what host and worker do together: span, context, invocation, response.</summary>
internal sealed class FunctionRequestHandler(
    FunctionInvoker invoker,
    IServiceScopeFactory scopes,
    IOptions<WorkerOptions> options,
    ILogger<FunctionRequestHandler> logger)
{
    public async Task ServeAsync(HttpContext http, MethodFunctionDefinition function, string route)
    {
        using var span = HostSpan.Start(http.Request, function.Name, route);
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (http.Request.ContentLength > limit)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
        else
        {
            await RunAsync(http, function, span).ConfigureAwait(false);
        }

        span.End(http.Response.StatusCode);
    }

    // The genuine host has read the whole body before the worker hears of it; here only where the worker reads it synchronously.
    private static async ValueTask<Stream> BodyAsync(HttpContext http, MethodFunctionDefinition function)
    {
        if (!function.ReadsBody)
        {
            return http.Request.Body;
        }

        var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted).ConfigureAwait(false);
        buffer.Position = 0;
        return buffer;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "Whatever leaves the pipeline is a 500.")]
    private async Task RunAsync(HttpContext http, MethodFunctionDefinition function, HostSpan span)
    {
        var source = await BodyAsync(http, function).ConfigureAwait(false);
        using var body = new RequestBody(source);
        var data = TriggerData.Read(http.Request);
        var invocationId = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
        var context = new LocalFunctionContext(
            scopes, function, invocationId, span.TraceContext, new HostBindingContext(data), http.RequestAborted);
        await using var owned = context.ConfigureAwait(false);
        var request = new LocalHttpRequestData(context, http.Request, body);
        context.Features.Set<IHttpRequestDataFeature>(new LocalHttpRequestDataFeature(request));
        var inputs = new Dictionary<string, object?>(data, StringComparer.Ordinal) { [function.TriggerParameter!.Name!] = request };
        Exception? failure = null;
        try
        {
            await invoker.InvokeAsync(context, inputs).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        // After the pipeline no activity of it may be current any more.
        Activity.Current = null;
        await AnswerAsync(http, context, function, body, failure).ConfigureAwait(false);
    }

    private async Task AnswerAsync(
        HttpContext http, LocalFunctionContext context, MethodFunctionDefinition function, RequestBody body, Exception? failure)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (body.Refusal is { } refusal)
        {
            // The genuine host refuses such a body before the worker hears of the request.
            http.Response.StatusCode = refusal.StatusCode;
        }
        else if (failure is not null)
        {
            LocalHostLog.FunctionFailed(logger, failure, function.Name, context.InvocationId);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        else
        {
            await ResponseWriter.WriteAsync(http, InvocationOutcome.Of(context), options.Value).ConfigureAwait(false);
        }
    }
}
