using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry;

namespace SampleDiagnostics;

/// <summary>Writes every span as one JSON object on one line, in the form that all tiers of the demo share.</summary>
internal sealed class SpanLineExporter(TextWriter output, string tier) : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (Activity activity in batch)
        {
            output.WriteLine(Line(activity));
        }

        return ExportResult.Success;
    }

    private string Line(Activity activity) => JsonSerializer.Serialize(new
    {
        kind = "span",
        tier,
        name = Name(activity),
        traceId = activity.TraceId.ToHexString(),
        spanId = activity.SpanId.ToHexString(),
        parentId = activity.ParentSpanId == default ? null : activity.ParentSpanId.ToHexString(),
        links = activity.Links.Select(link => link.Context.TraceId.ToHexString()),
        ms = activity.Duration.TotalMilliseconds,
        status = activity.GetTagItem(SpanTags.Status) as int?,
        peer = activity.GetTagItem(SpanTags.Peer) as string,
        caller = activity.GetTagItem(SpanTags.Caller) as string,
        requestId = activity.GetTagItem(SpanTags.RequestId) as string,
    });

    private static string Name(Activity activity) => activity.Kind switch
    {
        ActivityKind.Client => $"{activity.DisplayName} {activity.GetTagItem(SpanTags.ServerAddress)}:{activity.GetTagItem(SpanTags.ServerPort)}",
        _ when activity.GetTagItem(SpanTags.Function) is string function && !string.Equals(function, activity.DisplayName, StringComparison.Ordinal) =>
            $"{activity.DisplayName} {function}",
        _ => activity.DisplayName,
    };
}
