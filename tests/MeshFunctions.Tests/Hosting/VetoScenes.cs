using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What the library knows to hold without asking is asked all the same where the app has a say in it. In both HTTP modes.</summary>
public abstract class VetoScenes(MeshAppFixture mesh)
{
    public static TheoryData<string> Registrations => ["type", "instance", "factory", "scoped", "service", "service factory"];

    [Theory, MemberData(nameof(Registrations))]
    public async Task A_handler_of_the_app_vetoes_what_holds(string registration)
    {
        await using var app = await mesh.StartAppAsync(MeshApp.Settings(mesh.Cloud), services: services => Register(services, registration));

        (await StatusAsync(app, "guarded")).ShouldBe(HttpStatusCode.Forbidden, "a valid caller");
        (await StatusAsync(app, "writer")).ShouldBe(HttpStatusCode.Forbidden, "a caller with the role");
        (await StatusAsync(app, "peer")).ShouldBe(HttpStatusCode.Forbidden, "the peer");
        (await StatusAsync(mesh.App, "guarded")).ShouldBe(HttpStatusCode.OK, "nobody vetoes there");
        (await StatusAsync(mesh.App, "writer")).ShouldBe(HttpStatusCode.OK, "nobody vetoes there");
        (await StatusAsync(mesh.App, "peer")).ShouldBe(HttpStatusCode.OK, "nobody vetoes there");
    }

    private static void Register(IServiceCollection services, string registration) => _ = registration switch
    {
        "type" => services.AddSingleton<IAuthorizationHandler, VetoingHandler>(),
        "instance" => services.AddSingleton<IAuthorizationHandler>(new VetoingHandler()),
        "factory" => services.AddTransient<IAuthorizationHandler>(static _ => new VetoingHandler()),
        "scoped" => services.AddScoped<IAuthorizationHandler, VetoingHandler>(),
        "service" => services.AddSingleton<IAuthorizationService, VetoingService>(),
        "service factory" => services.AddSingleton<IAuthorizationService>(static _ => new VetoingService()),
        _ => throw new ArgumentOutOfRangeException(nameof(registration)),
    };

    private async Task<HttpStatusCode> StatusAsync(MeshApp app, string path)
    {
        using var request = mesh.FromEdge(mesh.As(MeshAppFixture.Get(path), MeshAppFixture.Writer));
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
