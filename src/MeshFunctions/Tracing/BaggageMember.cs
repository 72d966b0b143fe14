namespace MeshFunctions.Tracing;

/// <summary>One key and value of the baggage that a proven hop sent along (W3C Baggage §3.3.1). Sent by whoever began the chain: never a ground for access.</summary>
public sealed class BaggageMember
{
    private string? _value;

    internal BaggageMember(string key, string encodedValue, string properties)
    {
        Key = key;
        EncodedValue = encodedValue;
        Properties = properties;
    }

    /// <summary>The key: a token, compared with regard to case.</summary>
    public string Key { get; }

    /// <summary>
    /// The decoded value. Bytes that are no UTF-8 are U+FFFD; control characters stay percent-encoded (<c>%0D%0A</c>), so that the value is safe in one line
    /// of text. Up to 8,192 characters.
    /// </summary>
    public string Value => _value ??= BaggageGrammar.Decode(EncodedValue);

    /// <summary>The value as it is sent on: visible ASCII, everything else percent-encoded.</summary>
    public string EncodedValue { get; }

    /// <summary>The member's properties as they are sent on, joined by <c>;</c>; empty where there are none.</summary>
    public string Properties { get; }

    /// <summary>Length of the member in a header.</summary>
    internal int WireLength => Key.Length + 1 + EncodedValue.Length + (Properties.Length == 0 ? 0 : Properties.Length + 1);

    /// <summary>The member as in a header.</summary>
    /// <returns><c>key=value;properties</c>, percent-encoded.</returns>
    public override string ToString() => Properties.Length == 0 ? $"{Key}={EncodedValue}" : $"{Key}={EncodedValue};{Properties}";
}
