using System.Collections.Concurrent;

namespace LocalCloud.Hosting;

/// <summary>Faults of endpoints, by <c>METHOD /path</c> as in <see cref="RequestCounts"/>.</summary>
public sealed class EndpointFaults
{
    private readonly ConcurrentDictionary<string, (EndpointFault Fault, StrongBox Left)> _faults = new(StringComparer.Ordinal);

    internal EndpointFaults()
    {
    }

    /// <summary>Lets an endpoint fail from now on.</summary>
    /// <param name="endpoint">For example <c>GET /msi/token</c>.</param>
    /// <param name="fault">The answer; default 503 with nothing in it.</param>
    public void Set(string endpoint, EndpointFault? fault = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        fault ??= new EndpointFault();
        _faults[endpoint] = (fault, new StrongBox(fault.Times));
    }

    /// <summary>Lets an endpoint work again.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public void Clear(string endpoint) => _faults.TryRemove(endpoint, out _);

    internal EndpointFault? Next(string endpoint) => _faults.TryGetValue(endpoint, out var entry) && entry.Left.Take() ? entry.Fault : null;

    private sealed class StrongBox(int times)
    {
        private int _left = times;

        public bool Take() => Volatile.Read(ref _left) == int.MaxValue || Interlocked.Decrement(ref _left) >= 0;
    }
}
