using System.Net;
using MeshFunctions.Authorization;
using MeshFunctions.Tests.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>One function per way of declaring access.</summary>
public sealed class AccessFunctions(Entries entries, IServiceProvider services)
{
    /// <summary>A managed identity.</summary>
    public const string RobotId = "5b7a2c64-9a0e-4c58-b6d4-0e6c1d1f7a01";

    /// <summary>The workload that the tests' edge is.</summary>
    public const string EdgeId = "spiffe://mesh.local/ns/edge/sa/nginx";

    /// <summary>Everybody.</summary>
    [Function("Open"), AllowAnonymous]
    public Task<HttpResponseData> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "open")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>Any caller.</summary>
    [Function("Guarded"), Authorize]
    public Task<HttpResponseData> Guarded(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "guarded")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>Callers with a role.</summary>
    [Function("Writer"), Authorize(Roles = "Orders.Write")]
    public Task<HttpResponseData> Writer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "writer")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>The edge, whoever calls.</summary>
    [Function("PeerOnly"), RequirePeer(EdgeId)]
    public Task<HttpResponseData> PeerOnly(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "peer")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>The workloads of the table of families.</summary>
    [Function("AnyPeer"), RequirePeer(IdentityFamilies.Web, "linkerd:" + IdentityFamilies.LinkerdWeb, "dapr:pay/web")]
    public Task<HttpResponseData> AnyPeer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "any-peer")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>The edge; the anonymity concerns callers only.</summary>
    [Function("PeerAnonymous"), AllowAnonymous, RequirePeer(EdgeId)]
    public Task<HttpResponseData> PeerAnonymous(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "peer-anonymous")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>Any workload of the edge's namespace; the anonymity concerns callers only.</summary>
    [Function("EdgeNamespace"), AllowAnonymous, RequirePeer(TrustDomain = "mesh.local", Namespace = "edge")]
    public Task<HttpResponseData> EdgeNamespace(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "edge-namespace")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>Callers with a role, through the edge.</summary>
    [Function("PeerAndRole"), Authorize(Roles = "Orders.Write"), RequirePeer(EdgeId)]
    public Task<HttpResponseData> PeerAndRole(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "peer-and-role")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>One managed identity; the anonymity changes nothing.</summary>
    [Function("Robot"), AllowAnonymous, RequireCaller("oid:" + RobotId)]
    public Task<HttpResponseData> Robot(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "robot")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>One managed identity, through the edge.</summary>
    [Function("RobotAndPeer"), RequireCaller("oid:" + RobotId), RequirePeer(EdgeId)]
    public Task<HttpResponseData> RobotAndPeer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "robot-and-peer")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>Whoever came through a hop.</summary>
    [Function("ThroughHop"), RequireTrustedHop(Cryptographic = true)]
    public Task<HttpResponseData> ThroughHop(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "through-hop")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>Declares nothing.</summary>
    [Function("Undeclared")]
    public Task<HttpResponseData> Undeclared(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "undeclared")] HttpRequestData request, FunctionContext context) => SeeAsync(request, context?.GetMesh());

    /// <summary>Several outputs, guarded.</summary>
    [Function("Several"), Authorize]
    public SeveralOutputs Several([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "several")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        entries.Add("Several");
        return new SeveralOutputs { Response = request.CreateResponse(HttpStatusCode.Accepted) };
    }

    /// <summary>Several outputs, for writers.</summary>
    [Function("SeveralWriters"), Authorize(Roles = "Orders.Write")]
    public SeveralOutputs SeveralWriters([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "several-writers")] HttpRequestData request) => Several(request);

    /// <summary>People whose tokens have a scope of each pair, programs with the role.</summary>
    [Function("Scopes"), RequireScopeOrAppRole("Orders.Read", "Orders.ReadWrite"), RequireScopeOrAppRole("Orders.List", AppRoles = ["Orders.Read.All"])]
    public Task<HttpResponseData> Scopes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "scopes")] HttpRequestData request, MeshContext mesh) => SeeAsync(request, mesh);

    /// <summary>The scoped service is the same object as the parameter.</summary>
    [Function("Scoped"), AllowAnonymous]
    public HttpResponseData Scoped([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoped")] HttpRequestData request, MeshContext mesh)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CreateResponse(ReferenceEquals(services.GetService(typeof(MeshContext)), mesh) ? HttpStatusCode.OK : HttpStatusCode.Conflict);
    }

    private async Task<HttpResponseData> SeeAsync(HttpRequestData? request, MeshContext? mesh)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(mesh);
        entries.Add(request.FunctionContext.FunctionDefinition.Name);
        var response = request.CreateResponse(HttpStatusCode.OK);
        var headers = request.FunctionContext.Items.TryGetValue("HttpRequestContext", out var item) && item is HttpContext http
            ? http.Request.Headers.Keys
            : request.Headers.Select(header => header.Key);
        var names = string.Join(' ', headers.Select(name => name.ToUpperInvariant()));
        await response.WriteStringAsync(MeshView.Of(mesh, names).Print());
        return response;
    }
}
