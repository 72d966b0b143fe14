namespace Package.Tests;

/// <summary>MeshFunctions.</summary>
public sealed class PackedLibrary() : PackedProject("MeshFunctions");
