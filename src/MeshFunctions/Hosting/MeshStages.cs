using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MeshFunctions.Hosting;

/// <summary>The stages, in the order in which a request passes them.</summary>
internal static class MeshStages
{
    public static IFunctionsWorkerApplicationBuilder AddTo(IFunctionsWorkerApplicationBuilder worker) => worker
        .UseMiddleware<ErrorBoundaryMiddleware>()
        .UseMiddleware<HopTrustMiddleware>()
        .UseMiddleware<LineageMiddleware>()
        .UseMiddleware<IdentityMiddleware>()
        .UseMiddleware<AccessMiddleware>();

    /// <summary>Makes them, and with them all that they are made of, which the first request would do otherwise.</summary>
    public static void Make(IServiceProvider services)
    {
        _ = services.GetRequiredService<ErrorBoundaryMiddleware>();
        _ = services.GetRequiredService<HopTrustMiddleware>();
        _ = services.GetRequiredService<LineageMiddleware>();
        _ = services.GetRequiredService<IdentityMiddleware>();
        _ = services.GetRequiredService<AccessMiddleware>();
    }
}
