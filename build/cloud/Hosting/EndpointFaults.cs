using System.Collections.Concurrent;

namespace LocalCloud.Hosting;

/// <summary>
/// Faults of endpoints, by <c>METHOD /path</c> as in <see cref="RequestCounts"/>; <c>METHOD /path/*</c> is for everything below a path that has no fault of
/// its own.
/// </summary>
public sealed class EndpointFaults
{
    private readonly ConcurrentDictionary<string, (EndpointFault Fault, StrongBox Left)> _faults = new(StringComparer.Ordinal);

    internal EndpointFaults()
    {
    }

    /// <summary>The endpoints that have a fault now.</summary>
    public IReadOnlyList<string> Endpoints => [.. _faults.Where(static entry => entry.Value.Left.Any).Select(static entry => entry.Key).Order(StringComparer.Ordinal)];

    /// <summary>Lets an endpoint fail from now on.</summary>
    /// <param name="endpoint">For example <c>GET /msi/token</c>.</param>
    /// <param name="fault">The answer; default 503 with nothing in it.</param>
    public void Set(string endpoint, EndpointFault? fault = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        fault ??= new EndpointFault();
        _faults[endpoint] = (fault, new StrongBox(fault.Times));
    }

    /// <summary>Lets an endpoint fail from now on as the real service does.</summary>
    /// <param name="endpoint">For example <c>GET /msi/token</c>.</param>
    /// <param name="mode">How it fails.</param>
    /// <param name="after"><c>Retry-After</c>, in whole seconds, or how slow it is; default no header, ten seconds.</param>
    /// <param name="times">How many requests it holds for; default all of them.</param>
    public void Set(string endpoint, FaultMode mode, TimeSpan? after = null, int times = int.MaxValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        Set(endpoint, ServiceFault.Of(endpoint, mode, after, times));
    }

    /// <summary>Lets <c>POST /sts</c> answer one of its errors from now on.</summary>
    /// <param name="code">For example <c>IDPCommunicationError</c>; one that STS does not have is answered with 400.</param>
    /// <param name="times">How many requests it holds for; default all of them.</param>
    public void SetSts(string code, int times = int.MaxValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        Set(ServiceFault.Sts, ServiceFault.OfSts(code, times));
    }

    /// <summary>Lets an endpoint work again.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public void Clear(string endpoint) => _faults.TryRemove(endpoint, out _);

    /// <summary>Lets every endpoint work again.</summary>
    public void Clear() => _faults.Clear();

    internal EndpointFault? Next(string endpoint)
    {
        if (Take(endpoint) is { } fault)
        {
            return fault;
        }

        for (var slash = endpoint.LastIndexOf('/'); slash > 0; slash = endpoint.LastIndexOf('/', slash - 1))
        {
            if (Take($"{endpoint[..slash]}/*") is { } above)
            {
                return above;
            }
        }

        return null;
    }

    private EndpointFault? Take(string endpoint) => _faults.TryGetValue(endpoint, out var entry) && entry.Left.Take() ? entry.Fault : null;

    private sealed class StrongBox(int times)
    {
        private int _left = times;

        public bool Any => Volatile.Read(ref _left) > 0;

        public bool Take() => Volatile.Read(ref _left) == int.MaxValue || Interlocked.Decrement(ref _left) >= 0;
    }
}
