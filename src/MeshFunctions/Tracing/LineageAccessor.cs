namespace MeshFunctions.Tracing;

/// <summary>The lineage of the invocation that the current asynchronous flow belongs to. One per service provider.</summary>
internal sealed class LineageAccessor
{
    private readonly AsyncLocal<TraceLineage?> _current = new();

    public TraceLineage? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }
}
