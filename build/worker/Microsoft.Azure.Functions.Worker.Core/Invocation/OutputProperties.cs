namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Takes the values of several outputs out of the object that a function returned.</summary>
internal static class OutputProperties
{
    public static void Read(FunctionContext context)
    {
        var bindings = InvocationBindings.Of(context);
        if (bindings.Result is not { } result)
        {
            return;
        }

        foreach (var name in context.FunctionDefinition.OutputBindings.Keys)
        {
            if (!string.Equals(name, InvocationBindings.ReturnName, StringComparison.Ordinal)
                && result.GetType().GetProperty(name) is { } property)
            {
                bindings.SetOutput(name, property.GetValue(result));
            }
        }
    }
}
