using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace MeshFunctions.Outbound;

/// <summary>Registers what this folder offers; the options objects, the meters and the clock are Hosting's.</summary>
internal static class OutboundServices
{
    public static IServiceCollection AddMeshOutbound(this IServiceCollection services)
    {
        OutboundRegistrations.Of(services);
        services.AddHttpClient();
        services.TryAddSingleton<LineageAccessor>();
        services.TryAddSingleton<TransactionAccessor>();
        services.TryAddSingleton<WorkloadCertificates>();
        services.TryAddSingleton<PrimaryHandlerSetup>();
        services.TryAddSingleton<OutboundPipeline>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OutboundStartup>());
        return services;
    }
}
