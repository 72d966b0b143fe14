using MeshFunctions.Authorization.Requirements;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Authorization.Decisions;

/// <summary>
/// Whether ASP.NET Core's authorization decides here as it comes, with no handler and no part of the app's own. Only then is it known without asking what it will say. In doubt
/// (a factory, another container, an invocation whose services were replaced) it is not.
/// </summary>
internal sealed class StockAuthorization
{
    private static readonly Type[] Parts =
    [
        typeof(IAuthorizationService), typeof(IAuthorizationHandler), typeof(IAuthorizationHandlerProvider), typeof(IAuthorizationEvaluator), typeof(IAuthorizationHandlerContextFactory),
    ];

    private readonly Type? _scope;

    /// <summary>Looks at the registrations, which are complete by the time that the first service is made.</summary>
    /// <param name="registrations">What <paramref name="provider"/> was made of.</param>
    /// <param name="provider">The services of the app.</param>
    public StockAuthorization(IServiceCollection registrations, IServiceProvider provider) =>
        _scope = provider.GetType() is var type && type.Assembly == typeof(ServiceProvider).Assembly && registrations.All(IsStock) ? type : null;

    /// <summary>Whether it decides as it comes for an invocation with these services.</summary>
    public bool Decides(IServiceProvider services) => services.GetType() == _scope;

    // Those of a key are not asked for.
    private static bool IsStock(ServiceDescriptor registration) =>
        !Parts.Contains(registration.ServiceType) || registration.IsKeyedService || IsKnown(registration.ImplementationType);

    private static bool IsKnown(Type? implementation) =>
        implementation == typeof(MeshRequirementHandler) || implementation?.Assembly == typeof(DefaultAuthorizationService).Assembly;
}
