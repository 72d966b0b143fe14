namespace MeshFunctions.Tests.Hosting;

[Collection(MemoryMeasuring.Name)]
public sealed class ConcurrencyTests(MeshAppFixture mesh) : ConcurrencyScenes(mesh), IClassFixture<MeshAppFixture>;
