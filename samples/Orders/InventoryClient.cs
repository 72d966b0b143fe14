using System.Net.Http.Json;

namespace Orders;

/// <summary>Inventory: sets goods aside.</summary>
public sealed class InventoryClient(HttpClient http)
{
    public async Task<DownstreamResult<Reservation>> ReserveAsync(string sku, int quantity, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/reservations", UriKind.Relative));
        request.Content = JsonContent.Create(new { sku, quantity });
        return await http.CallAsync<Reservation>(request, cancellationToken);
    }
}
