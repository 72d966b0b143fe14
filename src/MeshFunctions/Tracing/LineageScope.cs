using System.Diagnostics;
using MeshFunctions.Diagnostics;

namespace MeshFunctions.Tracing;

/// <summary>
/// The stretch of asynchronous flow that runs under a lineage. Where the host's span belongs to another trace, the flow gets a span of the right one if
/// somebody listens: a root where the trace was restarted, else a child of the context that arrived. A batch of messages gets a span of its own, linked to them.
/// </summary>
internal sealed class LineageScope : IDisposable
{
    private readonly LineageAccessor _accessor;
    private readonly TraceLineage? _outerLineage;
    private readonly Activity? _outerActivity;
    private readonly Activity? _own;

    private LineageScope(TraceLineage lineage, LineageAccessor accessor, string name)
    {
        _accessor = accessor;
        _outerLineage = accessor.Current;
        _outerActivity = Activity.Current;
        if (lineage.Restarted)
        {
            Activity.Current = null;
            _own = MeshDiagnostics.Source.StartActivity(name, ActivityKind.Internal, parentContext: default, tags: null, LinksOf(lineage));
            Lineage = _own is null ? lineage : lineage.Under(_own);
        }
        else if (lineage.Origin != TraceOrigin.New && !IsIn(_outerActivity, lineage))
        {
            _own = StartArrived(lineage, name);
            Lineage = lineage;
        }
        else
        {
            _own = lineage.Links.Count > 0 ? StartLinked(lineage, name) : null;
            Lineage = _own is null ? lineage : lineage.Under(_own);
        }

        accessor.Current = Lineage;
    }

    /// <summary>The lineage to publish: under a new root it has that root's trace id.</summary>
    public TraceLineage Lineage { get; }

    /// <summary>
    /// Starts the stretch. Call it from the asynchronous method that awaits the rest of the invocation, and dispose of it there: both ends concern that flow.
    /// </summary>
    public static LineageScope Start(TraceLineage lineage, LineageAccessor accessor, string name)
    {
        ArgumentNullException.ThrowIfNull(lineage);
        ArgumentNullException.ThrowIfNull(accessor);
        return new LineageScope(lineage, accessor, name);
    }

    public void Dispose()
    {
        _own?.Dispose();
        Activity.Current = _outerActivity;
        _accessor.Current = _outerLineage;
    }

    /// <summary>A span under the context that arrived; where nobody listens, nothing is made for one.</summary>
    private Activity? StartArrived(TraceLineage lineage, string name) => MeshDiagnostics.Source.HasListeners()
        ? MeshDiagnostics.Source.StartActivity(name, ActivityKind.Internal, lineage.ArrivedContext, tags: null, [.. LinksOf(_outerActivity), .. LinksOf(lineage)])
        : null;

    /// <summary>A span that is linked to what does not belong to the trace; null where the span that is there takes the links, or nobody listens.</summary>
    private Activity? StartLinked(TraceLineage lineage, string name)
    {
        var within = IsIn(_outerActivity, lineage);
        if (!within)
        {
            Activity.Current = null;
        }

        var own = within && lineage.Batch is null
            ? null
            : MeshDiagnostics.Source.StartActivity(name, ActivityKind.Internal, within ? default : lineage.Host, TagsOf(lineage.Batch), LinksOf(lineage));
        if (own is null)
        {
            Activity.Current = _outerActivity;
            foreach (var link in within ? LinksOf(lineage) : [])
            {
                _outerActivity?.AddLink(link);
            }
        }

        return own;
    }

    private static IEnumerable<KeyValuePair<string, object?>>? TagsOf(MessageBatch? batch) => batch is not { } known
        ? null
        : [new(TagNames.BatchMessages, known.Messages), new(TagNames.LinksDropped, known.LinksDropped)];

    private static bool IsIn(Activity? activity, TraceLineage lineage) =>
        activity is not null && string.Equals(activity.TraceId.ToHexString(), lineage.TraceId, StringComparison.Ordinal);

    private static IEnumerable<ActivityLink> LinksOf(TraceLineage lineage) => lineage.Links.Select(static link => new ActivityLink(link));

    private static IEnumerable<ActivityLink> LinksOf(Activity? activity) => activity is null ? [] : [new ActivityLink(activity.Context)];
}
