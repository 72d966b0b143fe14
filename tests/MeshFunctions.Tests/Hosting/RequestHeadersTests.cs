namespace MeshFunctions.Tests.Hosting;

public sealed class RequestHeadersTests(MeshAppFixture mesh) : RequestHeadersScenes(mesh), IClassFixture<MeshAppFixture>;
