namespace MeshFunctions.Tests.Hosting;

public sealed class VouchedTests(MeshAppFixture mesh) : VouchedScenes(mesh), IClassFixture<MeshAppFixture>
{
    private protected override bool IsIntegration => false;
}
