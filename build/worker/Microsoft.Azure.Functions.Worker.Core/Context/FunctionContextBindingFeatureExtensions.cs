namespace Microsoft.Azure.Functions.Worker;

/// <summary>Reads and replaces what goes into and comes out of a function.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>Makes the value of one input binding; the function receives the same value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <param name="bindingMetadata">The binding.</param>
    /// <returns>The value, which can be replaced.</returns>
    public static async ValueTask<InputBindingData<T>> BindInputAsync<T>(this FunctionContext context, BindingMetadata bindingMetadata)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(bindingMetadata);
        var parameter = context.FunctionDefinition.Parameters.FirstOrDefault(
            candidate => string.Equals(candidate.Name, bindingMetadata.Name, StringComparison.Ordinal));
        var bindings = InvocationBindings.Of(context);
        if (parameter is not null && !bindings.Converted.ContainsKey(parameter.Name))
        {
            bindings.Converted[parameter.Name] = await bindings.Conversion.ConvertAsync(context, parameter).ConfigureAwait(false);
        }

        return new ConvertedInput<T>(bindings, bindingMetadata);
    }

    /// <summary>What the function returned.</summary>
    /// <typeparam name="T">The type as which it is read.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <returns>The result, which can be replaced.</returns>
    /// <exception cref="InvalidOperationException">The result is of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bindings = InvocationBindings.Of(context);
        return bindings.Result is null or T
            ? new TypedInvocationResult<T>(bindings)
            : throw new InvalidOperationException($"The result is a {bindings.Result.GetType()}, not a {typeof(T)}.");
    }

    /// <summary>What the function returned.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The result, which can be replaced.</returns>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new UntypedInvocationResult(InvocationBindings.Of(context));
    }

    /// <summary>The output bindings of the function; before it has run their values are null.</summary>
    /// <typeparam name="T">The type as which the values are read; bindings with another value are left out.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <returns>The bindings, whose values can be replaced.</returns>
    public static IEnumerable<OutputBindingData<T>> GetOutputBindings<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bindings = InvocationBindings.Of(context);
        return context.FunctionDefinition.OutputBindings.Values
            .Where(binding => bindings.Output(binding.Name) is null or T)
            .Select(binding => new BoundOutput<T>(bindings, binding));
    }
}
