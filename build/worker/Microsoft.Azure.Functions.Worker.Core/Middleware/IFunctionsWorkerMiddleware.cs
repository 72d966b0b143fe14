namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A stage of the pipeline; one instance for all invocations.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1716", Justification = "The genuine name.")]
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs the stage.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline.</param>
    /// <returns>When it has ended.</returns>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
