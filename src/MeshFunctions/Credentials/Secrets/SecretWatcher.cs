using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Credentials.Leases;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials.Secrets;

/// <summary>One who wants to hear when the current version of a secret changes: one call at a time, on the thread pool, always with the newest.</summary>
internal sealed class SecretWatcher(string name, Action<SecretLease?> listener, bool hearsWithdrawals, ILogger logger)
{
    private readonly Lock _gate = new();
    private SecretLease? _known;
    private bool _hasBaseline;
    private bool _pending;
    private bool _running;
    private bool _closed;

    public string Name { get; } = name;

    /// <summary>What the listener was told, or has seen before.</summary>
    public SecretLease? Known
    {
        get
        {
            lock (_gate)
            {
                return _known;
            }
        }
    }

    /// <summary>What the listener knows already: no news.</summary>
    public void Begin(SecretLease? known)
    {
        lock (_gate)
        {
            _known = known;
            _hasBaseline = true;
        }
    }

    public void Offer(SecretLease? lease)
    {
        lock (_gate)
        {
            if (_closed || (lease is null && !hearsWithdrawals))
            {
                return;
            }

            var news = _hasBaseline && !string.Equals(_known?.Current.Version, lease?.Current.Version, StringComparison.Ordinal);
            _known = lease;
            _hasBaseline = true;
            _pending |= news;
            if (!news || _running)
            {
                return;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static watcher => watcher.Deliver(), this, preferLocal: false);
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    private void Deliver()
    {
        while (Next(out var lease))
        {
            Tell(lease);
        }
    }

    private bool Next(out SecretLease? lease)
    {
        lock (_gate)
        {
            lease = _known;
            _running = _pending && !_closed;
            _pending = false;
            return _running;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The code is the app's; what it throws must harm neither other listeners nor the process.")]
    private void Tell(SecretLease? lease)
    {
        try
        {
            listener(lease);
        }
        catch (Exception failure)
        {
            // The type only: the message is the app's, and the app has the secret.
            logger.ListenerFailed(Name, failure.GetType().Name);
        }
    }
}
