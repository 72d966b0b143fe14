using MeshFunctions.Authorization;
using MeshFunctions.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Orders;

/// <summary><c>POST /api/secret-events</c>: Event Grid tells that a secret was rotated, and its lease is renewed at once. Wants <c>MeshFunctions:Vault:Topic</c>.</summary>
public sealed class SecretEvents(SecretRotationEvents events)
{
    /// <summary>Event Grid is the same application in every tenant; its token is for this app's audience.</summary>
    [Function("SecretEvents")]
    [RequireCaller("client:4962773b-9cdb-44cf-a8bf-237846a00ab7")]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "secret-events")] HttpRequestData request,
        CancellationToken cancellationToken) => events.HandleAsync(request, cancellationToken);
}
