namespace Inventory;

/// <summary>What lies in the store room, in memory.</summary>
public sealed class Stock
{
    private readonly Lock _lock = new();

    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal)
    {
        ["tea-green-100"] = 1_000_000,
        ["tea-black-100"] = 1_000_000,
        ["pot-iron"] = 5,
    };

    /// <summary>Takes that many away, or nothing at all.</summary>
    public StockOutcome TryTake(string sku, int quantity)
    {
        lock (_lock)
        {
            if (!_items.TryGetValue(sku, out int left))
            {
                return StockOutcome.Unknown;
            }

            if (left < quantity)
            {
                return StockOutcome.TooFew;
            }

            _items[sku] = left - quantity;
            return StockOutcome.Taken;
        }
    }
}
