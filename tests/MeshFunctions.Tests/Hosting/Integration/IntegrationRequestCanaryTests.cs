using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Hosting.Integration;

/// <summary>Alone: the sinks are the process's.</summary>
[Collection(nameof(IdentityEnvironment))]
public sealed class IntegrationRequestCanaryTests(IntegrationAppFixture mesh) : RequestCanaryScenes(mesh), IClassFixture<IntegrationAppFixture>;
