using System.Diagnostics;
using MeshFunctions.Diagnostics;

namespace MeshFunctions.Tracing;

/// <summary>
/// The stretch of asynchronous flow that runs under a lineage. Where the host's span belongs to another trace, the flow gets a span of the right one if
/// somebody listens: a root where the trace was restarted, else a child of the context that arrived.
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
        else
        {
            if (IsIn(_outerActivity, lineage))
            {
                // Contexts of other formats that named other traces.
                foreach (var link in lineage.Links)
                {
                    _outerActivity?.AddLink(new ActivityLink(link));
                }
            }
            else if (lineage.Origin != TraceOrigin.New)
            {
                _own = MeshDiagnostics.Source.StartActivity(
                    name, ActivityKind.Internal, lineage.ArrivedContext, tags: null, LinksOf(_outerActivity, lineage));
            }

            Lineage = lineage;
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

    private static bool IsIn(Activity? activity, TraceLineage lineage) =>
        activity is not null && string.Equals(activity.TraceId.ToHexString(), lineage.TraceId, StringComparison.Ordinal);

    private static IEnumerable<ActivityLink>? LinksOf(TraceLineage lineage) =>
        lineage.Links.Count == 0 ? null : lineage.Links.Select(link => new ActivityLink(link));

    private static IEnumerable<ActivityLink> LinksOf(Activity? activity, TraceLineage lineage)
    {
        if (activity is not null)
        {
            yield return new ActivityLink(activity.Context);
        }

        foreach (var link in lineage.Links)
        {
            yield return new ActivityLink(link);
        }
    }
}
