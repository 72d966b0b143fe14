namespace Inventory;

/// <summary>The body of <c>POST /api/reservations</c>.</summary>
public sealed record ReservationRequest(string Sku, int Quantity)
{
    public const int MaxQuantity = 1000;

    public bool IsValid => Quantity is >= 1 and <= MaxQuantity;
}
