using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Worker.Tests.Hosting;

namespace Worker.Tests;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The worker makes it.")]
internal sealed class CountingMiddleware(FunctionProbe probe) : IFunctionsWorkerMiddleware
{
    private int _count;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        probe.Events.Enqueue($"first in {number}");
        await next(context);
        probe.Events.Enqueue($"first out {number}");
    }
}
