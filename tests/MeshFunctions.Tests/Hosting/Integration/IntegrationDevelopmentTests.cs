namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationDevelopmentTests(IntegrationAppFixture mesh) : DevelopmentScenes(mesh), IClassFixture<IntegrationAppFixture>;
