using MeshFunctions.Diagnostics;

namespace OpenTelemetry.Metrics;

/// <summary>Metrics of MeshFunctions for OpenTelemetry.</summary>
public static class MeshMeterProviderBuilderExtensions
{
    /// <summary>Reads the meter <c>MeshFunctions</c>.</summary>
    public static MeterProviderBuilder AddMeshFunctions(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(MeshDiagnostics.Name);
    }
}
