namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>Makes the values of a function's parameters.</summary>
public interface IFunctionInputBindingFeature
{
    /// <summary>Makes the values, once per invocation.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The values.</returns>
    ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context);
}
