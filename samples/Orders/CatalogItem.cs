namespace Orders;

/// <summary>What Catalog tells of an item; the price in the currency's smallest unit.</summary>
public sealed record CatalogItem(string Sku, string Name, int Price, string Currency);
