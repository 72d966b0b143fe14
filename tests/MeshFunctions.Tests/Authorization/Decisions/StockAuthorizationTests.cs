using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Decisions;
using MeshFunctions.Authorization.Requirements;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace MeshFunctions.Tests.Authorization.Decisions;

public sealed class StockAuthorizationTests
{
    [Fact]
    public void Decides_as_it_is_registered_by_the_platform() => Decides(static _ => { }).ShouldBeTrue();

    [Fact]
    public void Decides_policies_of_the_app_whose_requirements_it_judges_itself() =>
        Decides(static services => services.AddAuthorizationBuilder().AddPolicy("p", static policy => policy.RequireRole("r"))).ShouldBeTrue();

    [Fact]
    public void Decides_not_with_a_handler_of_the_app() => Decides(static services => services.AddSingleton(Substitute.For<IAuthorizationHandler>())).ShouldBeFalse();

    [Fact]
    public void Decides_not_with_a_handler_out_of_a_factory() =>
        Decides(static services => services.AddScoped<IAuthorizationHandler>(static _ => new MeshRequirementHandler())).ShouldBeFalse();

    [Fact]
    public void Decides_with_a_handler_under_a_key_which_nobody_asks_for() =>
        Decides(static services => services.AddKeyedSingleton("key", Substitute.For<IAuthorizationHandler>())).ShouldBeTrue();

    [Fact]
    public void Decides_not_with_any_part_of_the_apps_own()
    {
        Decides(static services => services.AddSingleton(Substitute.For<IAuthorizationService>())).ShouldBeFalse();
        Decides(static services => services.AddSingleton(Substitute.For<IAuthorizationHandlerProvider>())).ShouldBeFalse();
        Decides(static services => services.AddSingleton(Substitute.For<IAuthorizationEvaluator>())).ShouldBeFalse();
        Decides(static services => services.AddSingleton(Substitute.For<IAuthorizationHandlerContextFactory>())).ShouldBeFalse();
    }

    [Fact]
    public void Decides_not_for_services_that_are_not_the_apps()
    {
        var registrations = Registrations();
        using var services = registrations.BuildServiceProvider();
        using var scope = services.CreateScope();
        var stock = new StockAuthorization(registrations, scope.ServiceProvider);

        stock.Decides(Substitute.For<IServiceProvider>()).ShouldBeFalse("an invocation whose services were replaced");
        stock.Decides(scope.ServiceProvider).ShouldBeTrue();
        new StockAuthorization(registrations, Substitute.For<IServiceProvider>()).Decides(scope.ServiceProvider).ShouldBeFalse("a container that may know more");
    }

    private static bool Decides(Action<IServiceCollection> configure)
    {
        var registrations = Registrations();
        configure(registrations);
        using var services = registrations.AddSingleton(provider => new StockAuthorization(registrations, provider)).BuildServiceProvider();
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<StockAuthorization>().Decides(scope.ServiceProvider);
    }

    private static ServiceCollection Registrations()
    {
        var registrations = new ServiceCollection();
        registrations.AddAuthorizationCore().AddSingleton<IAuthorizationHandler, MeshRequirementHandler>();
        return registrations;
    }
}
