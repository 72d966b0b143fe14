namespace MeshFunctions.Tests.Hosting;

public sealed class ErrorBoundaryTests(MeshAppFixture mesh) : ErrorBoundaryScenes(mesh), IClassFixture<MeshAppFixture>;
