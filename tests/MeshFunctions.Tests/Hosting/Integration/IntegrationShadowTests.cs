namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationShadowTests(IntegrationAppFixture mesh) : ShadowScenes(mesh), IClassFixture<IntegrationAppFixture>;
