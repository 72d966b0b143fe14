using EndToEnd.Tests.Mesh;
using Harness.Checks;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>The demo's own check, in the whole mesh with the local cloud's issuer.</summary>
[Collection(MeshCollection.Name)]
public sealed class DemoCheckTests(MeshFixture mesh)
{
    [Fact]
    public async Task App_without_a_sidecar_is_covered() => (await mesh.FaultsAsync(new Gatekeeping())).ShouldBeEmpty();
}
