namespace Package.Tests;

/// <summary>MeshFunctions.Aws.</summary>
public sealed class PackedAws() : PackedProject("MeshFunctions.Aws");
