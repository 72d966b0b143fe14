namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the instance on which a function's method runs.</summary>
public interface IFunctionActivator
{
    /// <summary>Makes an instance.</summary>
    /// <param name="instanceType">The class that declares the method.</param>
    /// <param name="context">The invocation.</param>
    /// <returns>The instance, or null for a static class.</returns>
    object? CreateInstance(Type instanceType, FunctionContext context);
}
