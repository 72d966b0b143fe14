using System.Collections.Immutable;

namespace MeshFunctions.Tracing;

/// <summary>What lists of formats mean, and which are good.</summary>
internal static class TraceFormats
{
    /// <summary>What is read unless the configuration says otherwise.</summary>
    public static readonly ImmutableArray<TraceFormat> Inbound =
        [TraceFormat.W3C, TraceFormat.B3, TraceFormat.B3Multi, TraceFormat.XRay, TraceFormat.RequestId];

    /// <summary>What may be sent; the first is what is sent unless the configuration says otherwise.</summary>
    public static readonly ImmutableArray<TraceFormat> Outbound = [TraceFormat.W3C, TraceFormat.B3, TraceFormat.B3Multi, TraceFormat.XRay];

    /// <summary>The formats to read for the configured list.</summary>
    public static TraceFormat[] ToRead(IList<TraceFormat> configured) => configured.Count > 0 ? [.. configured] : [.. Inbound];

    /// <summary>The formats to send for the configured list.</summary>
    public static ImmutableArray<TraceFormat> ToSend(IEnumerable<TraceFormat> configured) =>
        configured.ToImmutableArray() is { IsEmpty: false } own ? own : [Outbound[0]];

    /// <summary>Adds a line for each entry that is not permitted or is there twice.</summary>
    public static void Validate<TEntry>(IList<TEntry> configured, IReadOnlyCollection<TEntry> permitted, string path, ICollection<string> errors)
        where TEntry : struct, Enum
    {
        for (var index = 0; index < configured.Count; index++)
        {
            if (!permitted.Contains(configured[index]))
            {
                errors.Add($"{path}:{index}: is unknown here; permitted: {string.Join(", ", permitted)}.");
            }
            else if (configured.IndexOf(configured[index]) < index)
            {
                errors.Add($"{path}:{index}: is listed twice; permitted: each of {string.Join(", ", permitted)} once.");
            }
        }
    }
}
