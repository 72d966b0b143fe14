using MeshFunctions.Diagnostics;

namespace OpenTelemetry.Trace;

/// <summary>Spans of MeshFunctions for OpenTelemetry.</summary>
public static class MeshTracerProviderBuilderExtensions
{
    /// <summary>
    /// Listens to the functions' own spans (source <c>Microsoft.Azure.Functions.Worker</c>) and to those that MeshFunctions makes
    /// (source <c>MeshFunctions</c>: the new root of a request whose hop proved nothing).
    /// </summary>
    public static TracerProviderBuilder AddMeshFunctions(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource("Microsoft.Azure.Functions.Worker", MeshDiagnostics.Name);
    }
}
