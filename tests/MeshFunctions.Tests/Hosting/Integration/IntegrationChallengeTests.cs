namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationChallengeTests(IntegrationAppFixture mesh) : ChallengeScenes(mesh), IClassFixture<IntegrationAppFixture>;
