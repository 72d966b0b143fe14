namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Runs the function's method.</summary>
public interface IFunctionExecutor
{
    /// <summary>Runs the function's method.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>When it has ended.</returns>
    ValueTask ExecuteAsync(FunctionContext context);
}
