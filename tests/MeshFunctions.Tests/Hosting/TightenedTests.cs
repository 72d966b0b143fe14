namespace MeshFunctions.Tests.Hosting;

public sealed class TightenedTests(MeshAppFixture mesh) : TightenedScenes(mesh), IClassFixture<MeshAppFixture>;
