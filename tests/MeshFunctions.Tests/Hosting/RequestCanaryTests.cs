using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Alone: the sinks are the process's.</summary>
[Collection(nameof(IdentityEnvironment))]
public sealed class RequestCanaryTests(MeshAppFixture mesh) : RequestCanaryScenes(mesh), IClassFixture<MeshAppFixture>;
