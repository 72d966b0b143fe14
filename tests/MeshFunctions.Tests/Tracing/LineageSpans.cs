using System.Diagnostics;
using MeshFunctions.Diagnostics;

namespace MeshFunctions.Tests.Tracing;

/// <summary>Spans around a lineage: those that somebody listens to, and the worker's own.</summary>
internal static class LineageSpans
{
    /// <summary>Listens to this library's spans until it is disposed of.</summary>
    public static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, MeshDiagnostics.Source),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Starts the worker's span in a trace.</summary>
    public static void Start(Activity worker, string trace)
    {
        worker.SetParentId(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        worker.Start();
    }
}
