namespace MeshFunctions.Tests.Hosting;

public sealed class DevelopmentTests(MeshAppFixture mesh) : DevelopmentScenes(mesh), IClassFixture<MeshAppFixture>;
