using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using SampleDiagnostics;

namespace Orders;

/// <summary><c>POST /api/orders</c>: looks the item up in Catalog, has Inventory set it aside, and remembers the order.</summary>
public sealed partial class PlaceOrder(CatalogClient catalog, InventoryClient inventory, OrderBook orders, ILogger<PlaceOrder> logger)
{
    [SuppressMessage("Design", "CA1062", Justification = "The worker never passes null.")]
    [Function("PlaceOrder")]
    [Authorize(Roles = "Orders.Write")]
    [RequirePeer(Mesh.Edge)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequestData request,
        MeshContext mesh,
        CancellationToken cancellationToken)
    {
        LogRuns();
        if (await request.ReadJsonAsync<OrderRequest>() is not { IsValid: true } wanted)
        {
            return await request.ProblemAsync(
                HttpStatusCode.BadRequest, "Not an order", $"Send JSON with sku and quantity, from 1 to {OrderRequest.MaxQuantity}.");
        }

        DownstreamResult<CatalogItem> item = await catalog.FindAsync(wanted.Sku, cancellationToken);
        if (!item.Succeeded)
        {
            return await FailAsync(request, "Catalog", item.Fault, item.Reason);
        }

        DownstreamResult<Reservation> reservation = await inventory.ReserveAsync(wanted.Sku, wanted.Quantity, cancellationToken);
        if (!reservation.Succeeded)
        {
            return await FailAsync(request, "Inventory", reservation.Fault, reservation.Reason);
        }

        var order = new Order(
            OrderBook.NewId(), wanted.Sku, item.Value.Name, wanted.Quantity, (long)item.Value.Price * wanted.Quantity, item.Value.Currency, reservation.Value.Id);
        orders.Add(order, Owner.Of(mesh.Caller));
        HttpResponseData response = await request.JsonAsync(HttpStatusCode.Created, order);
        response.Headers.Add("Location", $"/api/orders/{order.Id}");
        return response;
    }

    private Task<HttpResponseData> FailAsync(HttpRequestData request, string service, DownstreamFault fault, string reason)
    {
        LogFailed(service, fault, reason);
        return fault switch
        {
            DownstreamFault.NotFound => request.ProblemAsync(HttpStatusCode.BadRequest, "Unknown item", "The shop does not sell that."),
            DownstreamFault.Conflict => request.ProblemAsync(HttpStatusCode.Conflict, "Out of stock", "There is not enough of that item left."),
            DownstreamFault.Unavailable => request.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Not now", $"{service} cannot be reached; try again."),
            _ => request.ProblemAsync(HttpStatusCode.BadGateway, "Bad answer", $"{service} did not answer as it should."),
        };
    }

    // The line by which the demo knows that the function itself ran.
    [LoggerMessage(1, LogLevel.Information, "PlaceOrder runs")]
    private partial void LogRuns();

    [LoggerMessage(2, LogLevel.Warning, "{Service} failed: {Fault} ({Reason})")]
    private partial void LogFailed(string service, DownstreamFault fault, string reason);
}
