namespace MeshFunctions.Tests.Hosting;

public sealed class ChallengeTests(MeshAppFixture mesh) : ChallengeScenes(mesh), IClassFixture<MeshAppFixture>;
