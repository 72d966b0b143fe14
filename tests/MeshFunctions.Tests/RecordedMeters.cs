using System.Diagnostics.Metrics;
using MeshFunctions.Diagnostics;

namespace MeshFunctions.Tests;

/// <summary>The library's meters, and what they counted: one line a count, <c>instrument label label</c>.</summary>
internal sealed class RecordedMeters : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _own = [];
    private readonly List<string> _counts = [];
    private readonly List<(string Name, long Value)> _observed = [];
    private readonly Lock _gate = new();

    public RecordedMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_own.Contains(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.IsObservable)
            {
                lock (_gate)
                {
                    _observed.Add((instrument.Name, value));
                }

                return;
            }

            var line = instrument.Name;
            foreach (var tag in tags)
            {
                line += " " + tag.Value;
            }

            lock (_gate)
            {
                _counts.Add(line);
            }
        });
        _listener.Start();
        Meters = new MeshMeters(this);
    }

    public MeshMeters Meters { get; }

    public IReadOnlyList<string> Counts
    {
        get
        {
            lock (_gate)
            {
                return [.. _counts];
            }
        }
    }

    /// <summary>What a gauge shows now, a value for each set of labels.</summary>
    public IReadOnlyList<long> Gauge(string name)
    {
        lock (_gate)
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return [.. _observed.Where(observed => string.Equals(observed.Name, name, StringComparison.Ordinal)).Select(static observed => observed.Value)];
        }
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _own.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        Meters.Dispose();
    }
}
