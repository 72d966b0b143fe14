using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Worker.Tests.Hosting;

namespace Worker.Tests;

public sealed class MetadataTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_function_is_listed_once_with_its_place()
    {
        var functions = await ListAsync();
        functions.DistinctBy(static function => function.Name, StringComparer.Ordinal).Count().ShouldBe(functions.Count);
        functions.DistinctBy(static function => function.FunctionId, StringComparer.Ordinal).Count().ShouldBe(functions.Count);
        var hello = functions.Single(static function => function.Name is "Hello");
        hello.ScriptFile.ShouldBe("Worker.Tests.dll");
        hello.EntryPoint.ShouldBe("Worker.Tests.Functions.RoutedFunctions.Hello");
        hello.Language.ShouldBe("dotnet-isolated");
    }

    [Theory]
    [InlineData("ById", """{"name":"request","type":"httpTrigger","direction":"In","route":"items/{id:int}","authLevel":"Anonymous","methods":["get"]}""", """{"name":"$return","type":"http","direction":"Out"}""")]
    [InlineData("Nothing", """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Anonymous","methods":["get"]}""")]
    [InlineData("Several", """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Anonymous","methods":["get"]}""", """{"name":"Note","type":"note","direction":"Out","box":"notes"}""", """{"name":"Answer","type":"http","direction":"Out"}""")]
    [InlineData("Tick", """{"name":"tick","type":"tickTrigger","direction":"In","schedule":"0 * * * * *"}""")]
    public async Task Bindings_are_those_of_the_signature(string name, params string[] bindings)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        var function = (await ListAsync()).Single(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        function.RawBindings!.Count.ShouldBe(bindings.Length);
        foreach (var (actual, expected) in function.RawBindings.Zip(bindings))
        {
            JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected)).ShouldBeTrue($"{actual} instead of {expected}");
        }
    }

    private async Task<IReadOnlyList<IFunctionMetadata>> ListAsync() =>
        await _host.Host.Services.GetRequiredService<IFunctionMetadataProvider>().GetFunctionMetadataAsync(AppContext.BaseDirectory);
}
