namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationErrorBoundaryTests(IntegrationAppFixture mesh) : ErrorBoundaryScenes(mesh), IClassFixture<IntegrationAppFixture>;
