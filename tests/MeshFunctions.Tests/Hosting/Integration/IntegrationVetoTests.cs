namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationVetoTests(IntegrationAppFixture mesh) : VetoScenes(mesh), IClassFixture<IntegrationAppFixture>;
