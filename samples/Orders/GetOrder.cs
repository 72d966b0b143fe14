using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using SampleDiagnostics;

namespace Orders;

/// <summary><c>GET /api/orders/{id}</c>: an order, for whoever placed it.</summary>
public sealed class GetOrder(OrderBook orders)
{
    [SuppressMessage("Design", "CA1062", Justification = "The worker never passes null.")]
    [Function("GetOrder")]
    [Authorize]
    [RequirePeer(Mesh.Edge)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id}")] HttpRequestData request,
        string id,
        MeshContext mesh) =>
        orders.Find(id, Owner.Of(mesh.Caller)) is { } order
            ? request.JsonAsync(HttpStatusCode.OK, order)
            : request.ProblemAsync(HttpStatusCode.NotFound, "No such order", "There is no such order of yours.");
}
