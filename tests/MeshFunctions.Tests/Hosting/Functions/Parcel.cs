namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>A body.</summary>
public sealed record Parcel(int Weight);
