namespace MeshFunctions.Tests.Hosting.Integration;

[Collection(MemoryMeasuring.Name)]
public sealed class IntegrationConcurrencyTests(IntegrationAppFixture mesh) : ConcurrencyScenes(mesh), IClassFixture<IntegrationAppFixture>;
