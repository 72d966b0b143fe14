namespace Orders;

/// <summary>Catalog: what the shop sells.</summary>
public sealed class CatalogClient(HttpClient http)
{
    public async Task<DownstreamResult<CatalogItem>> FindAsync(string sku, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/items/{Uri.EscapeDataString(sku)}", UriKind.Relative));
        return await http.CallAsync<CatalogItem>(request, cancellationToken);
    }
}
