namespace Orders;

/// <summary>What Inventory has set aside.</summary>
internal sealed record Reservation(string Id);
