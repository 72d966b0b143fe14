using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MeshFunctions.Tokens.Json;

/// <summary>Undoes the escapes of strings that <see cref="JsonCursor"/> has found well-formed.</summary>
internal static class JsonStrings
{
    private const int OnStack = 256;

    /// <summary>Writes the string without its escapes; the result is never longer than the source.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var next = raw.IndexOf((byte)'\\');
            var plain = next < 0 ? raw : raw[..next];
            plain.CopyTo(destination[written..]);
            written += plain.Length;
            if (next < 0)
            {
                return written;
            }

            raw = raw[next..];
            written += UnescapeOne(ref raw, destination[written..]);
        }
    }

    public static bool Equals(ReadOnlySpan<byte> raw, bool escaped, ReadOnlySpan<byte> expected)
    {
        if (!escaped)
        {
            return raw.SequenceEqual(expected);
        }

        var rented = raw.Length > OnStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[OnStack];
        var equal = buffer[..Unescape(raw, buffer)].SequenceEqual(expected);
        Return(rented);
        return equal;
    }

    /// <summary>Compares two strings, each of which may hold escapes.</summary>
    public static bool Equals(ReadOnlySpan<byte> left, bool leftEscaped, ReadOnlySpan<byte> right, bool rightEscaped)
    {
        if (!rightEscaped)
        {
            return Equals(left, leftEscaped, right);
        }

        var rented = right.Length > OnStack ? ArrayPool<byte>.Shared.Rent(right.Length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[OnStack];
        var equal = Equals(left, leftEscaped, buffer[..Unescape(right, buffer)]);
        Return(rented);
        return equal;
    }

    public static string ToText(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var rented = raw.Length > OnStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[OnStack];
        var text = Encoding.UTF8.GetString(buffer[..Unescape(raw, buffer)]);
        Return(rented);
        return text;
    }

    private static int UnescapeOne(ref ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        var letter = raw[1];
        if (letter != 'u')
        {
            raw = raw[2..];
            destination[0] = letter switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                _ => letter,
            };
            return 1;
        }

        var first = Unit(raw);
        raw = raw[6..];
        if (!char.IsHighSurrogate(first))
        {
            return new Rune(first).EncodeToUtf8(destination);
        }

        var rune = new Rune(first, Unit(raw));
        raw = raw[6..];
        return rune.EncodeToUtf8(destination);
    }

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        _ = Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x');
        return (char)unit;
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
