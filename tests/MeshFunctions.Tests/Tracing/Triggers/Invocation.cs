using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using NSubstitute;

namespace MeshFunctions.Tests.Tracing.Triggers;

/// <summary>Invocations as the worker hands them to middleware.</summary>
internal static class Invocation
{
    public static FunctionContext Of(string bindingType, IReadOnlyDictionary<string, object?> data, string hostTraceParent = "", IServiceProvider? services = null)
    {
        var binding = Substitute.For<BindingMetadata>();
        binding.Name.Returns("message");
        binding.Type.Returns(bindingType);
        var definition = Substitute.For<FunctionDefinition>();
        definition.Name.Returns("Consume");
        definition.InputBindings.Returns(ImmutableDictionary<string, BindingMetadata>.Empty.Add("message", binding));
        var trace = Substitute.For<TraceContext>();
        trace.TraceParent.Returns(hostTraceParent);
        trace.TraceState.Returns("");
        var bindings = Substitute.For<BindingContext>();
        bindings.BindingData.Returns(data);
        var context = Substitute.For<FunctionContext>();
        context.FunctionDefinition.Returns(definition);
        context.TraceContext.Returns(trace);
        context.BindingContext.Returns(bindings);
        context.InstanceServices = services!;
        context.InvocationId.Returns("invocation-1");
        context.Items = new Dictionary<object, object>();
        context.Features.Returns(new InvocationFeatures());
        return context;
    }
}
