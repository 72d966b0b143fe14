using System.Reflection;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Definition;

namespace Microsoft.Azure.Functions.Worker.Invocation;

internal sealed class MethodFunctionExecutor(IFunctionActivator activator) : IFunctionExecutor
{
    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        var method = ((MethodFunctionDefinition)context.FunctionDefinition).Method;
        var binding = context.Features.Get<IFunctionInputBindingFeature>() ?? throw new InvalidOperationException("No input binding feature.");
        var inputs = await binding.BindFunctionInputAsync(context).ConfigureAwait(false);
        var instance = method.IsStatic ? null : activator.CreateInstance(method.DeclaringType!, context);
        var returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, inputs.Values, culture: null);
        InvocationBindings.Of(context).Result = await AwaitAsync(returned, method.ReturnType).ConfigureAwait(false);
    }

    private static async ValueTask<object?> AwaitAsync(object? returned, Type declared)
    {
        if (declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            returned = declared.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, parameters: null);
        }
        else if (returned is ValueTask pending)
        {
            returned = pending.AsTask();
        }

        if (returned is not Task task)
        {
            return returned;
        }

        await task.ConfigureAwait(false);
        return declared.IsGenericType ? task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task) : null;
    }
}
