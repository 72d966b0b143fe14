namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>The values of a function's parameters.</summary>
/// <param name="values">One for each parameter.</param>
public class FunctionInputBindingResult(object?[] values)
{
    /// <summary>One for each parameter.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1819", Justification = "The genuine property is an array.")]
    public object?[] Values { get; } = values;
}
