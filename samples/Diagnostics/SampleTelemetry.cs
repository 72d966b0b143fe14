using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SampleDiagnostics;

/// <summary>What the sample apps tell about themselves: spans and logs as JSON, one object a line, on standard output.</summary>
public static class SampleTelemetry
{
    /// <summary>
    /// Writes a line for every span (the function's, the local host's, outbound calls) and JSON logs with their scopes. The environment variable
    /// <c>MESH_TIER</c> names the app in them. Call it after <c>UseMeshFunctions()</c>.
    /// </summary>
    public static IFunctionsWorkerApplicationBuilder UseSampleTelemetry(this IFunctionsWorkerApplicationBuilder worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        worker.Services.AddSingleton<IHostedService>(_ => new SpanLines());
        worker.Services.AddLogging(logging => logging
            .AddJsonConsole(console => console.IncludeScopes = true)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning));
        return worker.UseMiddleware(CallerOnSpan.Invoke);
    }
}
