using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Authorization;

/// <summary>Access to the <see cref="MeshContext"/> of an invocation.</summary>
public static class MeshFunctionContextExtensions
{
    /// <summary>Who called, for whom, through which hop and in which trace.</summary>
    /// <exception cref="InvalidOperationException">The invocation is not an HTTP request, or <c>UseMeshFunctions()</c> is missing.</exception>
    public static MeshContext GetMesh(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<MeshContext>()
            ?? throw new InvalidOperationException("There is no MeshContext: the trigger is not HTTP, or worker.UseMeshFunctions() is missing in Program.cs.");
    }
}
