namespace MeshFunctions.Tests.Hosting;

public sealed class ShadowTests(MeshAppFixture mesh) : ShadowScenes(mesh), IClassFixture<MeshAppFixture>;
