namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the pipeline.</summary>
/// <param name="context">The invocation.</param>
/// <returns>When it has ended.</returns>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "The genuine name.")]
public delegate Task FunctionExecutionDelegate(FunctionContext context);
