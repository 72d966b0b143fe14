namespace Orders;

/// <summary>An order that was placed; prices in the currency's smallest unit.</summary>
public sealed record Order(string Id, string Sku, string Name, int Quantity, long Total, string Currency, string ReservationId);
