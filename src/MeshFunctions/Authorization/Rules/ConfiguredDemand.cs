namespace MeshFunctions.Authorization.Rules;

/// <summary>One entry of the configuration that fits a function.</summary>
/// <param name="Path">Its section, for messages.</param>
/// <param name="Options">What it demands.</param>
internal sealed record ConfiguredDemand(string Path, FunctionAccessOptions Options);
