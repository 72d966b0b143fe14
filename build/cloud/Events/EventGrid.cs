using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using LocalCloud.Vault;

namespace LocalCloud.Events;

/// <summary>
/// Tells subscribers what happens to secrets: a new version, and one that is valid for 30 days at most. An event is tried three times, and may come more than
/// once and in any order, as with the service.
/// </summary>
internal sealed class EventGrid : IHostedService, IDisposable
{
    private const int MaximumAttempts = 3;
    private const int MaximumDeliveries = 200;
    private static readonly TimeSpan Near = TimeSpan.FromDays(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly List<EventSubscription> _subscriptions = [];
    private readonly List<EventDelivery> _deliveries = [];
    private readonly Channel<VaultEvent> _events = Channel.CreateBounded<VaultEvent>(1000);
    private readonly EventSender _sender;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _stopping = new();

    public EventGrid(SecretStore secrets, EventSender sender, TimeProvider timeProvider)
    {
        _sender = sender;
        _timeProvider = timeProvider;
        secrets.Added += (_, added) => Announce(added);
    }

    public IReadOnlyList<EventDelivery> Deliveries
    {
        get
        {
            lock (_lock)
            {
                return [.. _deliveries];
            }
        }
    }

    /// <returns>Null if the subscriber agreed, else what was wrong.</returns>
    public async Task<string?> SubscribeAsync(EventSubscription subscription, CancellationToken cancellationToken)
    {
        var fault = await _sender.ValidateAsync(subscription, cancellationToken);
        if (fault is null)
        {
            lock (_lock)
            {
                _subscriptions.RemoveAll(existing => existing.Endpoint == subscription.Endpoint);
                _subscriptions.Add(subscription);
            }
        }

        return fault;
    }

    public void Unsubscribe()
    {
        lock (_lock)
        {
            _subscriptions.Clear();
        }
    }

    public void Publish(string type, string name, SecretVersion version)
    {
        var id = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D", CultureInfo.InvariantCulture);
        _events.Writer.TryWrite(new VaultEvent(type, name, version, id, _timeProvider.GetUtcNow()));
    }

    // The delivery is not waited for: a cloud that is disposed without having been stopped is as good as its process killed.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = DeliverAllAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public void Dispose()
    {
        // The container knows it as two services, and disposes of both.
        if (!_stopping.IsCancellationRequested)
        {
            _stopping.Cancel();
        }

        _stopping.Dispose();
    }

    private async Task DeliverAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
        {
            EventSubscription[] subscriptions;
            lock (_lock)
            {
                subscriptions = [.. _subscriptions];
            }

            foreach (var subscription in subscriptions)
            {
                await DeliverAsync(subscription, happened, cancellationToken);
            }
        }
    }

    private void Announce(SecretAddedEventArgs added)
    {
        Publish(VaultEvent.NewVersion, added.Name, added.Version);
        if (added.Version.Expires is { } end && end - _timeProvider.GetUtcNow().ToUnixTimeSeconds() <= Near.TotalSeconds)
        {
            Publish(VaultEvent.NearExpiry, added.Name, added.Version);
        }
    }

    private async Task DeliverAsync(EventSubscription subscription, VaultEvent happened, CancellationToken cancellationToken)
    {
        var status = 0;
        var attempt = 0;
        while (status is < 200 or > 299 && attempt < MaximumAttempts)
        {
            if (attempt > 0)
            {
                await Task.Delay(Pause, _timeProvider, cancellationToken);
            }

            status = await _sender.PostAsync(subscription, happened, ++attempt, cancellationToken);
        }

        lock (_lock)
        {
            _deliveries.Add(new EventDelivery(happened.Id, happened.Type, happened.Name, subscription.Endpoint, status, attempt));
            if (_deliveries.Count > MaximumDeliveries)
            {
                _deliveries.RemoveAt(0);
            }
        }
    }
}
