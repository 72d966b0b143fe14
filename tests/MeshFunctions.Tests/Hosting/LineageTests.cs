namespace MeshFunctions.Tests.Hosting;

[Collection(ActivityListening.Name)]
public sealed class LineageTests(MeshAppFixture mesh) : LineageScenes(mesh), IClassFixture<MeshAppFixture>;
