using System.Buffers;
using System.Buffers.Binary;

namespace MeshFunctions.Tokens.Json;

/// <summary>A hash of a member name without its escapes, seeded for the process.</summary>
internal static class NameHash
{
    private const int OnStack = 256;

    public static int Of(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped)
        {
            return OfPlain(raw);
        }

        var rented = raw.Length > OnStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[OnStack];
        var hash = OfPlain(buffer[..JsonStrings.Unescape(raw, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return hash;
    }

    private static int OfPlain(ReadOnlySpan<byte> name)
    {
        // Two overlapping pairs of words cover a name of up to 16 bytes: nearly all of them.
        if (name.Length is >= 8 and <= 16)
        {
            // As halves: a long is folded to an int before it is mixed, so that whoever wants to can make them all the same.
            return HashCode.Combine(
                name.Length,
                BinaryPrimitives.ReadUInt32LittleEndian(name),
                BinaryPrimitives.ReadUInt32LittleEndian(name[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(name[^8..]),
                BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]));
        }

        if (name.Length is >= 4 and < 8)
        {
            return HashCode.Combine(name.Length, BinaryPrimitives.ReadUInt32LittleEndian(name), BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]));
        }

        var hash = default(HashCode);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
