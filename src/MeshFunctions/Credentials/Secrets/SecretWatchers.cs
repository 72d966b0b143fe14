using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>All who want to hear of rotations. While there are any, one timer for all of them has their secrets renewed when they are due, though nobody asks.</summary>
internal sealed class SecretWatchers(LeaseCache<string, SecretLease> leases, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private volatile SecretWatcher[] _watchers = [];
    private ITimer? _timer;

    public IDisposable Add(SecretWatcher watcher)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers, watcher];
            _timer ??= CreateTimer();
        }

        // As many as are watched are kept: were there more than the cache holds, each look would fetch them all.
        leases.Pin(watcher.Name);
        leases.Touch(watcher.Name);
        return new Registration(this, watcher);
    }

    /// <summary>Tells the watchers of a secret what is in force now: null if nothing is any more.</summary>
    public void Tell(string name, SecretLease? lease)
    {
        foreach (var watcher in _watchers)
        {
            if (string.Equals(watcher.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                watcher.Offer(lease);
            }
        }
    }

    private ITimer CreateTimer()
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            return time.CreateTimer(static self => ((SecretWatchers)self!).Tick(), this, Soonest, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        var next = Latest;
        foreach (var watcher in _watchers)
        {
            var due = leases.Touch(watcher.Name);
            next = due < next ? due : next;

            // The vault is in trouble, and the lease ran out meanwhile: the one here, or the one that the listener came with.
            if (leases.HasEnded(watcher.Name) || (watcher.Known?.EndsAt <= time.GetUtcNow() && leases.Peek(watcher.Name) is null))
            {
                watcher.Offer(null);
            }
        }

        lock (_gate)
        {
            if (!stopping.IsCancellationRequested)
            {
                _timer?.Change(next < Soonest ? Soonest : next, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Remove(SecretWatcher watcher)
    {
        watcher.Close();
        lock (_gate)
        {
            var others = Array.FindAll(_watchers, other => !ReferenceEquals(other, watcher));
            if (others.Length == _watchers.Length)
            {
                return;
            }

            _watchers = others;
            leases.Unpin(watcher.Name);
            if (_watchers.Length == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    private sealed class Registration(SecretWatchers watchers, SecretWatcher watcher) : IDisposable
    {
        public void Dispose() => watchers.Remove(watcher);
    }
}
