using System.Collections;
using MeshFunctions.Tracing;

namespace MeshFunctions.Hosting;

/// <summary>Puts trace id and request id on every log line of an invocation, listener or not.</summary>
internal sealed class LineageLogScope(TraceLineage lineage) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("TraceId", lineage.TraceId),
        1 => new("RequestId", lineage.RequestId),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"TraceId:{lineage.TraceId} RequestId:{lineage.RequestId}";
}
