using System.Net;
using MeshFunctions.Authorization;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace SampleDiagnostics;

/// <summary><c>GET /api/whoami</c>: what the mesh knows of the request that asks. Open to everybody, so it tells nobody anything but about himself.</summary>
public static class WhoAmI
{
    /// <summary>The function.</summary>
    [Function("WhoAmI")]
    [AllowAnonymous]
    public static Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "whoami")] HttpRequestData request,
        MeshContext mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        TraceLineage lineage = mesh.Lineage;
        var proven = mesh.Hop as HopTrust.Proven;
        return request.JsonAsync(HttpStatusCode.OK, new
        {
            hop = new { proven = proven is not null, by = proven?.Name, subject = proven?.Subject },
            peer = mesh.Peer?.Name,
            caller = mesh.Caller is { } caller ? new { subject = caller.Subject, issuer = caller.Issuer, roles = caller.Roles } : null,
            trace = new
            {
                traceId = lineage.TraceId,
                parentId = lineage.ParentId,
                origin = lineage.Origin.ToWireName(),
                links = lineage.Links.Select(link => link.TraceId.ToHexString()),
            },
            requestId = lineage.RequestId,
        });
    }
}
