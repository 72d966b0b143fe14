using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Azure.Core.Diagnostics;

namespace MeshFunctions.Tests.Credentials;

/// <summary>Everything that leaves the process by itself: events of the Azure SDK at every level, all activities with tags and events, all metrics with labels. Logs and the rest are added by the test.</summary>
internal sealed class CanarySinks : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _sdk = new();
    private readonly AzureEventSourceListener _azure;
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public CanarySinks()
    {
        _azure = new AzureEventSourceListener(
            (data, message) => _sdk.Enqueue($"{data.EventName} {message} {string.Join(' ', data.Payload ?? new([]))}"),
            EventLevel.LogAlways);
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _sdk.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(static e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}")));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}")));
        _meters.Start();
    }

    /// <summary>What the library and the test gave.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>What the Azure SDK gave: its events at every level, and its activities. It quotes answers that it cannot read.</summary>
    public IReadOnlyCollection<string> SdkLines => _sdk;

    public void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    public void Dispose()
    {
        _meters.RecordObservableInstruments();
        _meters.Dispose();
        _activities.Dispose();
        _azure.Dispose();
    }
}
