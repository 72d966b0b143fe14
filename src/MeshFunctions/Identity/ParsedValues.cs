using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MeshFunctions.Identity;

/// <summary>
/// Header values that were parsed already, by their SHA-256; bounded, emptied when full. Holds what a value says, never that it holds now or for whom.
/// Invalid values are parsed anew each time: only a proven hop gets this far.
/// </summary>
internal sealed class ParsedValues<T>(ParsedValues<T>.Parser parse)
    where T : class
{
    /// <summary>Most values that are remembered.</summary>
    public const int Capacity = 256;

    private readonly ConcurrentDictionary<(UInt128 High, UInt128 Low), T> _known = [];

    public delegate bool Parser(ReadOnlySpan<char> value, [NotNullWhen(true)] out T? parsed);

    public int Count => _known.Count;

    public bool TryRead(string value, [NotNullWhen(true)] out T? parsed)
    {
        var key = KeyOf(value);
        if (_known.TryGetValue(key, out parsed))
        {
            return true;
        }

        if (!parse(value, out parsed))
        {
            return false;
        }

        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        _known[key] = parsed;
        return true;
    }

    private static (UInt128 High, UInt128 Low) KeyOf(string value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(value.AsSpan()), hash);
        return (BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
