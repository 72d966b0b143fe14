namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationRequestHeadersTests(IntegrationAppFixture mesh) : RequestHeadersScenes(mesh), IClassFixture<IntegrationAppFixture>;
