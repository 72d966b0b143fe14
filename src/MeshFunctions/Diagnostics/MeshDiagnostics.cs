using System.Diagnostics;
using System.Reflection;

namespace MeshFunctions.Diagnostics;

/// <summary>The one activity source of the library and the name it shares with the meter.</summary>
internal static class MeshDiagnostics
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "MeshFunctions";

    /// <summary>Version of both: that of the package.</summary>
    public static readonly string Version =
        typeof(MeshDiagnostics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Source of the spans that the library itself makes (a restarted root, outbound calls' helpers).</summary>
    public static readonly ActivitySource Source = new(Name, Version);
}
