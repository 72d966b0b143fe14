namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Finds what answers the caller.</summary>
internal static class InvocationOutcome
{
    /// <summary>
    /// The http output binding's value where there is one: for several outputs a property's, and then a result set by middleware
    /// does not count. A function that returns nothing has no output binding; a result set by middleware answers.
    /// </summary>
    public static object? Of(FunctionContext context)
    {
        var bindings = InvocationBindings.Of(context);
        var outputs = context.FunctionDefinition.OutputBindings;
        if (outputs.Count == 0)
        {
            return bindings.Result;
        }

        var http = outputs.Values.FirstOrDefault(static output => string.Equals(output.Type, "http", StringComparison.Ordinal));
        return http is null ? null : bindings.Output(http.Name);
    }
}
