using System.Collections.Concurrent;
using System.Diagnostics;

namespace Worker.Tests.Hosting;

/// <summary>Listens to the sources of the given names (all where there is none) and keeps what has stopped.</summary>
internal sealed class RecordedActivities : IDisposable
{
    private readonly ActivityListener _listener;

    public RecordedActivities(params string[] names)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => names.Length == 0 || names.Contains(source.Name, StringComparer.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ConcurrentQueue<Activity> Stopped { get; } = new();

    public void Dispose() => _listener.Dispose();
}
