namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationAccessTests(IntegrationAppFixture mesh) : AccessScenes(mesh), IClassFixture<IntegrationAppFixture>;
