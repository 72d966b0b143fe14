using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>Reads and writes objects; JSON unless set.</summary>
    public ObjectSerializer? Serializer { get; set; }

    /// <summary>The input converters.</summary>
    public InputConverterCollection InputConverters { get; } = new();

    /// <summary>What the worker tells the host that it can do.</summary>
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the host shall see the function's own exception.</summary>
    public bool EnableUserCodeException { get; set; }

    /// <summary>Whether empty entries of a message are kept.</summary>
    public bool IncludeEmptyEntriesInMessagePayload { get; set; }
}
