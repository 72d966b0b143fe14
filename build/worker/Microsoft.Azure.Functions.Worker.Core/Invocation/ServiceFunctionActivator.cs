using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Invocation;

internal sealed class ServiceFunctionActivator : IFunctionActivator
{
    public object? CreateInstance(Type instanceType, FunctionContext context) =>
        instanceType is { IsAbstract: true, IsSealed: true }
            ? null
            : ActivatorUtilities.CreateInstance(context.InstanceServices, instanceType);
}
