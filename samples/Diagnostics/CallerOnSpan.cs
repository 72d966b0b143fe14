using System.Diagnostics;
using MeshFunctions.Authorization;
using Microsoft.Azure.Functions.Worker;

namespace SampleDiagnostics;

/// <summary>
/// Names function, peer and caller on the function's span. The library does not put a caller there by itself: whether spans may name persons is for each app to say.
/// </summary>
internal static class CallerOnSpan
{
    public static Task Invoke(FunctionContext context, Func<Task> next)
    {
        if (Activity.Current is { } activity && context.Features.Get<MeshContext>() is { } mesh)
        {
            activity.SetTag(SpanTags.Function, context.FunctionDefinition.Name);
            activity.SetTag(SpanTags.Peer, mesh.Peer?.Name);
            activity.SetTag(SpanTags.Caller, mesh.Caller?.Subject);
        }

        return next();
    }
}
