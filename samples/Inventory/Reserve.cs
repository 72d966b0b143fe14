using System.Net;
using System.Security.Cryptography;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using SampleDiagnostics;

namespace Inventory;

/// <summary><c>POST /api/reservations</c>: sets goods aside, for Orders' workload and with a token of its own only.</summary>
public sealed class Reserve(Stock stock)
{
    [Function("Reserve")]
    [Authorize(Roles = "Reservations.Write")]
    [RequirePeer("spiffe://mesh.local/ns/shop/sa/orders")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reservations")] HttpRequestData request)
    {
        if (await request.ReadJsonAsync<ReservationRequest>() is not { IsValid: true } wanted)
        {
            return await request.ProblemAsync(
                HttpStatusCode.BadRequest, "Not a reservation", $"Send JSON with sku and quantity, from 1 to {ReservationRequest.MaxQuantity}.");
        }

        return stock.TryTake(wanted.Sku, wanted.Quantity) switch
        {
            StockOutcome.Taken => await request.JsonAsync(
                HttpStatusCode.Created, new { id = RandomNumberGenerator.GetHexString(32, lowercase: true), sku = wanted.Sku, quantity = wanted.Quantity }),
            StockOutcome.Unknown => await request.ProblemAsync(HttpStatusCode.NotFound, "Unknown item", "There is no such item."),
            _ => await request.ProblemAsync(HttpStatusCode.Conflict, "Out of stock", "There is not enough of that item left."),
        };
    }
}
