using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Benchmarks;

/// <summary>A worker's pipeline without a host before it and without a function behind it.</summary>
internal sealed class PipelineApp : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly FunctionExecutionDelegate _pipeline;
    private readonly IServiceScopeFactory _scopes;
    private readonly PipelineDefinition _function = new();
    private readonly PipelineTrace _trace = new();
    private readonly HttpHeadersCollection _headers = [];
    private int _reached;

    private PipelineApp(IConfiguration configuration, Action<IFunctionsWorkerApplicationBuilder> stages, string token)
    {
        _host = new HostBuilder()
            .ConfigureAppConfiguration(builder => builder.AddConfiguration(configuration))
            .ConfigureFunctionsWorker(
                (_, worker) =>
                {
                    stages(worker);
                    worker.Use(next => context =>
                    {
                        // The worker's own last stage asks for its executor there, so that every invocation has a scope of services.
                        _reached += context.InstanceServices.GetRequiredService<IHostApplicationLifetime>() is null ? 0 : 1;
                        return next(context);
                    });
                },
                configureOptions: null)
            .ConfigureServices(static services => services.AddLogging(static logging => logging.ClearProviders()))
            .Build();
        _pipeline = _host.Services.GetRequiredService<FunctionExecutionDelegate>();
        _scopes = _host.Services.GetRequiredService<IServiceScopeFactory>();
        SidecarHeaders.AddTo(_headers, $"Bearer {token}");
    }

    public static async Task<PipelineApp> StartAsync(IConfiguration configuration, Action<IFunctionsWorkerApplicationBuilder> stages, string token)
    {
        var app = new PipelineApp(configuration, stages, token);
        await app._host.StartAsync();
        return app;
    }

    /// <summary>One request; the function's end was reached, or there is nothing to measure.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public void Run()
    {
        // A stage takes the proof away.
        _headers.Remove(SidecarHeaders.KeyName);
        _headers.TryAddWithoutValidation(SidecarHeaders.KeyName, SidecarHeaders.Key);
        var reached = _reached;
        using var context = new PipelineContext(_scopes, _function, _trace);
        context.Features.Set<IHttpRequestDataFeature>(new PipelineRequest(context, _headers));
        var invocation = _pipeline(context);
        if (!invocation.IsCompletedSuccessfully || _reached != reached + 1)
        {
            throw new InvalidOperationException("The function was not reached, or it took waiting.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
