namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationTightenedTests(IntegrationAppFixture mesh) : TightenedScenes(mesh), IClassFixture<IntegrationAppFixture>;
