namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationVouchedTests(IntegrationAppFixture mesh) : VouchedScenes(mesh), IClassFixture<IntegrationAppFixture>
{
    private protected override bool IsIntegration => true;
}
