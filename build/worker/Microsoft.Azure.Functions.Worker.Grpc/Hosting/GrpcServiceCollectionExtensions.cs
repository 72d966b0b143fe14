using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Where the genuine worker connects to its host, the stand-in plays the host itself.</summary>
internal static class GrpcServiceCollectionExtensions
{
    internal static IServiceCollection AddGrpc(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HostSettings>();
        services.TryAddSingleton<InvocationGate>();
        services.TryAddSingleton<FunctionRequestHandler>();

        // The addresses that were really bound, known once the app has started.
        services.TryAddSingleton<IServerAddressesFeature, BoundAddresses>();
        services.AddHostedService<LocalHostService>();
        return services;
    }
}
