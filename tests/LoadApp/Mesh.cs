using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace LoadApp;

/// <summary>The only place that needs the library.</summary>
internal static class Mesh
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddTo(IFunctionsWorkerApplicationBuilder worker) => worker.UseMeshFunctions();
}
