using System.Net;

namespace Harness.Stack;

/// <summary>Waits until every part of a mesh answers; gives up at once when one of its processes has ended.</summary>
internal sealed class Readiness(MeshStack stack, TimeProvider timeProvider)
{
    public async Task CloudAsync(CancellationToken cancellationToken)
    {
        using HttpClient cloud = MeshClient.Tls(stack.Cloud, stack.Pki.SiteCa);
        await UntilAsync(cloud, "/oidc/.well-known/openid-configuration", HttpStatusCode.OK, cancellationToken);
    }

    public async Task MeshAsync(CancellationToken cancellationToken)
    {
        using HttpClient orders = MeshClient.Plain(stack.Orders);
        using HttpClient inventory = MeshClient.Plain(stack.Inventory);
        using HttpClient catalog = MeshClient.Plain(stack.Catalog);
        using HttpClient edge = MeshClient.Tls(stack.Edge, stack.Pki.SiteCa);
        using HttpClient inventorySidecar = MeshClient.Sidecar("inventory", stack.Ports.InventorySidecar, stack.Pki.MeshCa, stack.Pki.Edge);
        using HttpClient catalogSidecar = MeshClient.Sidecar("catalog", stack.Ports.CatalogSidecar, stack.Pki.MeshCa, stack.Pki.Edge);
        await Task.WhenAll(
            UntilAsync(orders, "/api/whoami", HttpStatusCode.OK, cancellationToken),
            UntilAsync(inventory, "/api/whoami", HttpStatusCode.OK, cancellationToken),
            UntilAsync(catalog, "/healthz", HttpStatusCode.OK, cancellationToken),
            UntilAsync(inventorySidecar, "/healthz", HttpStatusCode.OK, cancellationToken),
            UntilAsync(catalogSidecar, "/healthz", HttpStatusCode.OK, cancellationToken),
            UntilAsync(edge, "/api/whoami", HttpStatusCode.OK, cancellationToken),
            FirstAnswer.ProvenAsync(edge, "/account/whoami", stack.ThrowIfAnyEnded, timeProvider, cancellationToken));
    }

    private Task UntilAsync(HttpClient client, string path, HttpStatusCode expected, CancellationToken cancellationToken) =>
        FirstAnswer.WaitAsync(client, path, expected, stack.ThrowIfAnyEnded, timeProvider, cancellationToken);
}
