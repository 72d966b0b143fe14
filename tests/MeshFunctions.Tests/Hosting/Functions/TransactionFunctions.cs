using System.Net;
using System.Security.Claims;
using System.Text.Json;
using MeshFunctions.Authorization;
using MeshFunctions.Tests.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>Functions that look at the transaction, and what they show of everybody.</summary>
public static class TransactionFunctions
{
    /// <summary>The clients of the function that calls the next service: one passes the transaction on, the other has a trace alone.</summary>
    public static IReadOnlyList<string> NextClients { get; } = ["next", "trace"];

    /// <summary>Everybody.</summary>
    [Function("TransactionView"), AllowAnonymous]
    public static Task<HttpResponseData> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transaction-view")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Any transaction.</summary>
    [Function("TransactionAny"), RequireTransaction]
    public static Task<HttpResponseData> Any(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transaction")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Any transaction; anonymity concerns callers only.</summary>
    [Function("TransactionAnonymous"), AllowAnonymous, RequireTransaction]
    public static Task<HttpResponseData> Anonymous(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transaction-anonymous")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Transactions for one of two purposes.</summary>
    [Function("TransactionScope"), RequireTransaction("other", TransactionFamilies.Scope, Issuer = "Transactions")]
    public static Task<HttpResponseData> ForScope(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transaction-scope")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Transactions for two purposes at once, one of which no token has.</summary>
    [Function("TransactionScopes"), RequireTransaction(TransactionFamilies.Scope), RequireTransaction("trade")]
    public static Task<HttpResponseData> ForScopes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transaction-scopes")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Callers within a transaction.</summary>
    [Function("TransactionAndCaller"), Authorize, RequireTransaction]
    public static Task<HttpResponseData> AndCaller(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transaction-caller")] HttpRequestData request, MeshContext mesh) => ShowAsync(request, mesh);

    /// <summary>Everybody; calls the next service, by a client that passes the transaction on and by one that does not.</summary>
    [Function("TransactionNext"), AllowAnonymous]
    public static async Task<HttpResponseData> Next([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "transaction-next")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var services = request.FunctionContext.InstanceServices;
        foreach (var name in NextClients)
        {
            using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(name);
            using var call = new HttpRequestMessage(HttpMethod.Get, new Uri(services.GetRequiredService<Uri>(), name)) { Headers = { { "Txn-Token", "own.canary.token" } } };
            using var answer = await client.SendAsync(call, request.FunctionContext.CancellationToken);
        }

        return request.CreateResponse(HttpStatusCode.OK);
    }

    private static async Task<HttpResponseData> ShowAsync(HttpRequestData? request, MeshContext? mesh)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(mesh);
        var http = request.FunctionContext.Items.TryGetValue("HttpRequestContext", out var item) ? (item as HttpContext)?.User : null;
        var response = request.CreateResponse(HttpStatusCode.OK);
        await response.WriteStringAsync(JsonSerializer.Serialize(new
        {
            Caller = mesh.Caller?.Subject,
            Roles = mesh.Caller?.Roles,
            Scopes = mesh.Caller?.Scopes,
            Claims = Describe(mesh.User),
            HttpClaims = http is null ? null : Describe(http),
            Peer = mesh.Peer?.Name,
            Vouched = mesh.Vouched.Count,
            mesh.Transaction?.Id,
            mesh.Transaction?.Subject,
            TransactionScopes = mesh.Transaction?.Scopes,
            mesh.Transaction?.RequestingWorkload,
            Action = mesh.Transaction?.TransactionContext?.GetProperty("action").GetString(),
        }));
        return response;
    }

    private static string Describe(ClaimsPrincipal user) => string.Join(' ', user.Claims.Select(static claim => claim.Value));
}
