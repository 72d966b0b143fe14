using System.Security.Cryptography;

namespace Orders;

/// <summary>The orders of this process, in memory; the oldest make room for new ones.</summary>
public sealed class OrderBook
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Order Order, Owner Owner)> _orders = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public void Add(Order order, Owner owner)
    {
        ArgumentNullException.ThrowIfNull(order);
        lock (_lock)
        {
            _orders.Add(order.Id, (order, owner));
            _byAge.Enqueue(order.Id);
            if (_byAge.Count > Capacity)
            {
                _orders.Remove(_byAge.Dequeue());
            }
        }
    }

    /// <summary>The order of that id, if that owner placed it.</summary>
    public Order? Find(string id, Owner owner)
    {
        lock (_lock)
        {
            return _orders.TryGetValue(id, out (Order Order, Owner Owner) found) && found.Owner == owner ? found.Order : null;
        }
    }
}
