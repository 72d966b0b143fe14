using MeshFunctions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace Microsoft.Extensions.Hosting;

/// <summary>The one line in <c>Program.cs</c>.</summary>
public static class MeshFunctionsWorkerExtensions
{
    /// <summary>
    /// Adds all stages of MeshFunctions in their order, configured by the section <c>MeshFunctions</c>: error boundary, hop trust, trace lineage,
    /// identity and access. Call it once, after any middleware that must see requests before access is decided, and after <c>ConfigureFunctionsWebApplication()</c>, which brings
    /// ASP.NET Core's requests: in the wrong order the app does not start.
    /// </summary>
    /// <param name="worker">The worker's builder, of <c>ConfigureFunctionsWorkerDefaults</c> or <c>FunctionsApplication.CreateBuilder</c>.</param>
    /// <returns><paramref name="worker"/>.</returns>
    /// <exception cref="InvalidOperationException">It was called before on the same builder.</exception>
    public static IFunctionsWorkerApplicationBuilder UseMeshFunctions(this IFunctionsWorkerApplicationBuilder worker) =>
        worker.UseMeshFunctions(static _ => { });

    /// <inheritdoc cref="UseMeshFunctions(IFunctionsWorkerApplicationBuilder)" />
    /// <param name="worker">The worker's builder, of <c>ConfigureFunctionsWorkerDefaults</c> or <c>FunctionsApplication.CreateBuilder</c>.</param>
    /// <param name="configure">Applied after the section; the result of both is validated at start.</param>
    public static IFunctionsWorkerApplicationBuilder UseMeshFunctions(this IFunctionsWorkerApplicationBuilder worker, Action<MeshFunctionsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(configure);
        worker.Services.AddMeshFunctions(configure);
        return MeshStages.AddTo(worker);
    }
}
