namespace MeshFunctions.Tests.Hosting;

public sealed class AccessTests(MeshAppFixture mesh) : AccessScenes(mesh), IClassFixture<MeshAppFixture>;
