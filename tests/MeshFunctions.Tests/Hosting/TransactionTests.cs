namespace MeshFunctions.Tests.Hosting;

public sealed class TransactionTests(MeshAppFixture mesh) : TransactionScenes(mesh), IClassFixture<MeshAppFixture>
{
    private protected override bool IsIntegration => false;
}
