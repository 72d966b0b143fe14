using System.Net;
using System.Security.Claims;
using System.Text.Json;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>Functions that look at vouched claims, and what they show of everybody.</summary>
public static class VouchedFunctions
{
    /// <summary>The policy that demands a vouched claim and nothing else.</summary>
    public const string StaffPolicy = "VouchedStaff";

    /// <summary>Everybody.</summary>
    [Function("VouchedView"), AllowAnonymous]
    public static Task<HttpResponseData> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vouched-view")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Users of a group, by attribute.</summary>
    [Function("VouchedAttribute"), RequireVouchedClaim("groups", "staff", "admins")]
    public static Task<HttpResponseData> ByAttribute(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vouched")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>The same; anonymity concerns callers only.</summary>
    [Function("VouchedAnonymous"), AllowAnonymous, RequireVouchedClaim("groups", "staff")]
    public static Task<HttpResponseData> Anonymous(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vouched-anonymous")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Users of a group on the word of one hop.</summary>
    [Function("VouchedBySidecar"), RequireVouchedClaim("groups", "staff", Hop = "Sidecar")]
    public static Task<HttpResponseData> BySidecar(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vouched-sidecar")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>The same of a hop that says nothing.</summary>
    [Function("VouchedByOther"), RequireVouchedClaim("groups", "staff", Hop = "apim")]
    public static Task<HttpResponseData> ByOther(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vouched-other")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Users of a group, by policy, with a role.</summary>
    [Function("StaffWriters"), Authorize(Policy = StaffPolicy, Roles = "Orders.Write")]
    public static Task<HttpResponseData> StaffWriters(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff-writers")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Users of a group, by policy, through the edge.</summary>
    [Function("StaffAndPeer"), Authorize(Policy = StaffPolicy), RequirePeer(AccessFunctions.EdgeId)]
    public static Task<HttpResponseData> StaffAndPeer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff-and-peer")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Users of a group, by policy.</summary>
    [Function("VouchedPolicy"), Authorize(Policy = StaffPolicy)]
    public static Task<HttpResponseData> ByPolicy(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vouched-policy")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Callers that are users of a group, too.</summary>
    [Function("VouchedAndCaller"), Authorize, RequireVouchedClaim("groups", "staff")]
    public static Task<HttpResponseData> Both(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "vouched-caller")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    private static async Task<HttpResponseData> ShowAsync(HttpRequestData? request, MeshContext? mesh)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(mesh);
        var http = request.FunctionContext.Items.TryGetValue("HttpRequestContext", out var item) ? (item as HttpContext)?.User : null;
        var response = request.CreateResponse(HttpStatusCode.OK);
        await response.WriteStringAsync(JsonSerializer.Serialize(new
        {
            Vouched = mesh.Vouched.SelectMany(identity => identity.Claims.Select(claim => $"{identity.HopName} {identity.SourceName} {claim.Type}={claim.Value}")),
            User = Describe(mesh.User),
            HttpUser = http is null ? null : Describe(http),
            Peer = mesh.Peer?.Name,
            Transaction = mesh.Transaction is { } transaction ? $"transaction {transaction.Id}" : null,
        }));
        return response;
    }

    private static string Describe(ClaimsPrincipal user) =>
        $"{user.Identities.Count()} identity of type '{user.Identity?.AuthenticationType}' with {user.FindAll(claim => claim.Issuer.StartsWith("hop:", StringComparison.Ordinal)).Count()} vouched claims, in Orders.Write: {user.IsInRole("Orders.Write")}";
}
