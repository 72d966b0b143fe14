using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace MeshFunctions.Tests.Hosting;

public sealed class StartupCheckTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    [Theory]
    [InlineData("timerTrigger", nameof(AccessFunctions.Guarded))]
    [InlineData("timerTrigger", nameof(AccessFunctions.PeerOnly))]
    [InlineData("serviceBusTrigger", nameof(AccessFunctions.Open))]
    [InlineData("eventGridTrigger", nameof(AccessFunctions.PeerAndRole))]
    public async Task T59_An_access_attribute_on_another_trigger_stops_the_start_and_names_the_function(string trigger, string method)
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(async () => await StartAsync(method, trigger));

        failure.Message.ShouldContain($"Function '{method}'");
        failure.Message.ShouldContain(trigger);
        await using var control = await StartAsync(method, "httpTrigger");
        control.Log.All.ShouldContain($"Function {method} admits");
    }

    [Theory]
    [InlineData("timerTrigger")]
    [InlineData("orchestrationTrigger")]
    [InlineData("entityTrigger")]
    public async Task T59_Another_trigger_without_an_attribute_starts(string trigger)
    {
        await using var app = await StartAsync(nameof(AccessFunctions.Undeclared), trigger);

        app.Log.All.ShouldNotContain($"Function {nameof(AccessFunctions.Undeclared)} admits");
    }

    private Task<MeshApp> StartAsync(string method, string trigger)
    {
        var metadata = Substitute.For<IFunctionMetadataProvider>();
        metadata.GetFunctionMetadataAsync(Arg.Any<string>()).Returns([new DefaultFunctionMetadata
        {
            Name = method,
            ScriptFile = "MeshFunctions.Tests.dll",
            EntryPoint = $"{typeof(AccessFunctions).FullName}.{method}",
            RawBindings = [$$"""{"name":"request","type":"{{trigger}}","direction":"In","authLevel":"anonymous","methods":["get"]}"""],
        }]);
        return MeshApp.StartAsync(mesh.Cloud, services: services => services.AddSingleton(metadata));
    }
}
