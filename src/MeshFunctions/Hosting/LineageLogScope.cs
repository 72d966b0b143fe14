using System.Collections;
using MeshFunctions.Tracing;

namespace MeshFunctions.Hosting;

/// <summary>Puts trace id, request id and the other ids of the request on every log line of an invocation, listener or not. Nothing is made of them until a line is written.</summary>
internal sealed class LineageLogScope(TraceLineage lineage) : IReadOnlyList<KeyValuePair<string, object?>>
{
    // Two lines at once may each make them; they are the same.
    private KeyValuePair<string, object?>[] Ids => field ??= IdsOf(lineage);

    public int Count => Ids.Length;

    public KeyValuePair<string, object?> this[int index] => Ids[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)Ids).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', Ids.Select(static id => $"{id.Key}:{id.Value}"));

    private static KeyValuePair<string, object?>[] IdsOf(TraceLineage lineage)
    {
        KeyValuePair<string, object?> trace = new("TraceId", lineage.TraceId);
        KeyValuePair<string, object?> request = new("RequestId", lineage.RequestId);
        if (lineage.Correlation is not { } ids)
        {
            return [trace, request];
        }

        KeyValuePair<string, object?>[] others =
        [
            new("ClientRequestId", ids.ClientRequestId), new("CorrelationRequestId", ids.CorrelationRequestId), new("LegacyRequestId", ids.LegacyRequestId),
        ];
        return [trace, request, .. others.Where(static id => id.Value is not null)];
    }
}
