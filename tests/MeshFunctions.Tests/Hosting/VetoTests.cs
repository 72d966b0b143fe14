namespace MeshFunctions.Tests.Hosting;

public sealed class VetoTests(MeshAppFixture mesh) : VetoScenes(mesh), IClassFixture<MeshAppFixture>;
