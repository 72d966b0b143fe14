using System.Numerics;

namespace MeshFunctions.Tokens.Caching;

/// <summary>
/// Remembers a little of tokens that were valid, so that a token is worth hashing only when it comes again: that others were not seen is certain, that one was is for the hash to find out.
/// Of a fixed size and without locks; a newcomer takes the place of what was there.
/// </summary>
internal sealed class SeenTokens
{
    private const int PlacesPerToken = 4;
    private const int EndLength = 16;

    private readonly int[] _marks;

    public SeenTokens(int tokens) => _marks = new int[BitOperations.RoundUpToPowerOf2((uint)(tokens * PlacesPerToken))];

    public bool MayContain(ReadOnlySpan<char> token)
    {
        var mark = MarkOf(token);
        return Volatile.Read(ref PlaceOf(mark)) == mark;
    }

    public void Add(ReadOnlySpan<char> token)
    {
        var mark = MarkOf(token);
        Volatile.Write(ref PlaceOf(mark), mark);
    }

    /// <summary>Seeded for the process. What a token ends with is random, unless somebody borrowed the signature of another
    /// for something of the same length, which costs a hash and nothing else.</summary>
    private static int MarkOf(ReadOnlySpan<char> token) =>
        HashCode.Combine(token.Length, string.GetHashCode(token[^Math.Min(EndLength, token.Length)..], StringComparison.Ordinal));

    private ref int PlaceOf(int mark) => ref _marks[mark & (_marks.Length - 1)];
}
