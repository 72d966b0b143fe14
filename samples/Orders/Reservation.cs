namespace Orders;

/// <summary>What Inventory has set aside.</summary>
public sealed record Reservation(string Id);
