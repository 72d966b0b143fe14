namespace MeshFunctions.Tests.Hosting;

public sealed class FamilyTests(MeshAppFixture mesh) : FamilyScenes(mesh), IClassFixture<MeshAppFixture>
{
    private protected override bool IsIntegration => false;
}
