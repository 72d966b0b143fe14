namespace MeshFunctions.Tests.Hosting.Integration;

[Collection(ActivityListening.Name)]
public sealed class IntegrationLineageTests(IntegrationAppFixture mesh) : LineageScenes(mesh), IClassFixture<IntegrationAppFixture>;
