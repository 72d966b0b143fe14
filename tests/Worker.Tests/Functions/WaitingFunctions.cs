using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Worker.Tests.Hosting;

namespace Worker.Tests.Functions;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The worker makes it.")]
internal sealed class WaitingFunctions(FunctionProbe probe)
{
    [Function("Wait")]
    public async Task<string> Wait([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        probe.Entered.TrySetResult();
        await probe.Release.Task;
        return "finished";
    }

    [Function("Cancelled")]
    public async Task Cancelled([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        probe.Entered.TrySetResult();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        finally
        {
            probe.Cancelled.TrySetResult();
        }
    }

    [Function("Upload")]
    public static async Task<string> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
        }

        return $"{total}";
    }
}
