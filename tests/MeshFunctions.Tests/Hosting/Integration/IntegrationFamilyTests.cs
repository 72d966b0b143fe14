namespace MeshFunctions.Tests.Hosting.Integration;

public sealed class IntegrationFamilyTests(IntegrationAppFixture mesh) : FamilyScenes(mesh), IClassFixture<IntegrationAppFixture>
{
    private protected override bool IsIntegration => true;
}
