using System.Collections.Immutable;
using MeshFunctions.Hosting;
using Microsoft.Azure.Functions.Worker;
using NSubstitute;

namespace MeshFunctions.Tests.Hosting;

public sealed class HttpTriggersTests
{
    private readonly HttpTriggers _triggers = new();

    [Theory]
    [InlineData("httpTrigger", true)]
    [InlineData("HTTPTRIGGER", true)]
    [InlineData("serviceBusTrigger", false)]
    [InlineData("http", false)]
    public void IsOn_goes_by_the_type_of_the_binding(string type, bool expected) => _triggers.IsOn(Function("one", type)).ShouldBe(expected);

    [Fact]
    public void IsOn_looks_at_the_bindings_of_each_function_once()
    {
        var (http, other) = (Function("http", "httpTrigger"), Function("other", "queueTrigger"));
        for (var i = 0; i < 3; i++)
        {
            _triggers.IsOn(http).ShouldBeTrue();
            _triggers.IsOn(other).ShouldBeFalse();
        }

        _ = http.Received(1).InputBindings;
        _ = other.Received(1).InputBindings;
    }

    private static FunctionDefinition Function(string id, string type)
    {
        var binding = Substitute.For<BindingMetadata>();
        binding.Type.Returns(type);
        var function = Substitute.For<FunctionDefinition>();
        function.Id.Returns(id);
        function.InputBindings.Returns(ImmutableDictionary<string, BindingMetadata>.Empty.Add("request", binding));
        function.ClearReceivedCalls();
        return function;
    }
}
