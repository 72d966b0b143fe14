using System.Runtime.InteropServices;

namespace MeshFunctions.Headers;

/// <summary>
/// A hash of a text's length and some places in it, seeded for the process: where to look first. Never that two texts are the same; that is for whoever looks to find out.
/// </summary>
internal static class SampledHash
{
    private const int Samples = 8;
    private const int SampleLength = 8;

    public static int Of(ReadOnlySpan<char> text)
    {
        var hash = default(HashCode);
        hash.Add(text.Length);
        if (text.Length <= Samples * SampleLength)
        {
            hash.AddBytes(MemoryMarshal.AsBytes(text));
        }
        else
        {
            for (var sample = 0; sample < Samples; sample++)
            {
                hash.AddBytes(MemoryMarshal.AsBytes(text.Slice(sample * (text.Length - SampleLength) / (Samples - 1), SampleLength)));
            }
        }

        return hash.ToHashCode();
    }
}
