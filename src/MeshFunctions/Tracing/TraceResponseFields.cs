using System.Diagnostics;
using MeshFunctions.Headers;

namespace MeshFunctions.Tracing;

/// <summary>What an answer tells its caller about the trace (W3C Trace Context Level 2 §4).</summary>
internal static class TraceResponseFields
{
    /// <summary>The listed fields. The span is <paramref name="current"/> where that belongs to the trace, else one that is made for this answer.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(IList<TraceResponseHeader> listed, TraceLineage lineage, Activity? current)
    {
        if (listed.Count == 0)
        {
            return [];
        }

        var context = lineage.NextHop(current).TraceParent;
        return [.. listed.Select(header => header switch
        {
            TraceResponseHeader.TraceResponse => (MeshHeaderNames.TraceResponse, context),
            TraceResponseHeader.ServerTiming => (MeshHeaderNames.ServerTiming, "trace;desc=" + context),
            _ => (MeshHeaderNames.RequestId, lineage.RequestId),
        })];
    }
}
