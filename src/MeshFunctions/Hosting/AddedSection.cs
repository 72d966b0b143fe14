namespace MeshFunctions.Hosting;

/// <summary>A section below <c>MeshFunctions</c> that another package of this library reads and checks.</summary>
internal sealed record AddedSection(string Name);
