using System.Numerics;
using MeshFunctions.Headers;

namespace MeshFunctions.Tokens.Caching;

/// <summary>
/// Remembers a little of tokens that were valid, so that a token is worth hashing only when it comes again: that others were not seen is certain, that one was is for the hash to find out.
/// Of a fixed size and without locks; a newcomer takes the place of what was there.
/// </summary>
internal sealed class SeenTokens
{
    private const int PlacesPerToken = 4;

    private readonly int[] _marks;

    public SeenTokens(int tokens) => _marks = new int[BitOperations.RoundUpToPowerOf2((uint)(tokens * PlacesPerToken))];

    public bool MayContain(ReadOnlySpan<char> token)
    {
        var mark = SampledHash.Of(token);
        return Volatile.Read(ref PlaceOf(mark)) == mark;
    }

    public void Add(ReadOnlySpan<char> token)
    {
        var mark = SampledHash.Of(token);
        Volatile.Write(ref PlaceOf(mark), mark);
    }

    private ref int PlaceOf(int mark) => ref _marks[mark & (_marks.Length - 1)];
}
