namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationTransactionTests(IntegrationAppFixture mesh) : TransactionScenes(mesh), IClassFixture<IntegrationAppFixture>
{
    private protected override bool IsIntegration => true;
}
