using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tracing;

/// <summary>Lets in the baggage that the configuration names, from a proven hop only.</summary>
internal sealed class BaggageReader(IEnumerable<string> names, MeshMeters meters)
{
    private readonly BaggageNames _names = new(names);

    public IReadOnlyList<BaggageMember> Read(RequestHeaders headers, HopTrust trust)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (_names.IsEmpty || trust is not HopTrust.Proven || headers.Trace(MeshHeader.Baggage) is not { Length: > 0 } text)
        {
            return [];
        }

        var reading = BaggageParser.Read(text, _names);
        meters.BaggageDropped("malformed", reading.Malformed);
        meters.BaggageDropped("excess", reading.Excess);
        return reading.Members;
    }
}
