using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace SampleDiagnostics;

/// <summary>Listens to spans from before the first request until after the last one.</summary>
internal sealed class SpanLines : IHostedLifecycleService, IDisposable
{
    private readonly TracerProvider _provider = Sdk.CreateTracerProviderBuilder()
        .AddMeshFunctions()
        .AddSource("MeshFunctions.LocalHost", "System.Net.Http")
        .SetSampler(new AlwaysOnSampler())
        .AddProcessor(new SimpleActivityExportProcessor(new SpanLineExporter(Console.Out, Environment.GetEnvironmentVariable("MESH_TIER") ?? "app")))
        .Build();

    public void Dispose() => _provider.Dispose();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
