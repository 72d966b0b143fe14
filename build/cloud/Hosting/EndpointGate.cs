namespace LocalCloud.Hosting;

/// <summary>Stands before every endpoint: counts, and answers for one that is to fail.</summary>
internal sealed class EndpointGate(RequestCounts counts, EndpointFaults faults, TimeProvider timeProvider)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await AnswerAsync(context, next);
        }
        catch (InvalidDataException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            // A body that is too large or breaks off: the client's doing, nothing for the log.
            context.Response.StatusCode = fault.StatusCode;
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = $"{context.Request.Method} {context.Request.Path.Value?.TrimEnd('/')}";
        counts.Count(endpoint);
        if (faults.Next(endpoint) is not { } fault)
        {
            await next(context);
            return;
        }

        await fault.Until.WaitAsync(context.RequestAborted);
        await Task.Delay(fault.Delay, timeProvider, context.RequestAborted);
        if (fault.Dropped)
        {
            context.Abort();
            return;
        }

        if (fault.OnlyWait)
        {
            context.Features.Set(fault);
            await next(context);
            return;
        }

        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = fault.ContentType;
        foreach (var (name, value) in fault.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(fault.Body, context.RequestAborted);
    }
}
