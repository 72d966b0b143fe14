namespace MeshFunctions.Tests.Hosting.Integration;

/// <summary>The same app in ASP.NET Core integration mode.</summary>
public sealed class IntegrationAppFixture : MeshAppFixture
{
    private protected override bool IsIntegration => true;
}
