using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Definition;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>ASP.NET Core's routing over the HTTP functions, with services of its own.</summary>
internal sealed class FunctionRouter : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly RequestDelegate _pipeline;

    public FunctionRouter(FunctionCatalog catalog, string routePrefix, FunctionRequestHandler handler)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IMeterFactory, SilentMeterFactory>();
        services.AddSingleton(static _ => new DiagnosticListener("MeshFunctions.LocalHost"));
        services.AddRouting();
        _services = services.BuildServiceProvider();
        var app = new ApplicationBuilder(_services);
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            foreach (var function in catalog.Functions.Where(static function => function.IsHttp))
            {
                var trigger = HttpTriggerShape.Read(function.Trigger!);
                var pattern = $"{routePrefix.Trim('/')}/{(trigger.Route ?? function.Name).TrimStart('/')}";
                Task Serve(HttpContext context) => handler.ServeAsync(context, function, pattern);
                _ = trigger.Methods.Count == 0 ? endpoints.Map(pattern, Serve) : endpoints.MapMethods(pattern, trigger.Methods, Serve);
            }
        });
        _pipeline = app.Build();
    }

    public IServiceProvider Services => _services;

    public Task RouteAsync(HttpContext context) => _pipeline(context);

    public void Dispose() => _services.Dispose();
}
