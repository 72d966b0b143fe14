using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshFunctions.Tokens.Json;

/// <summary>One value in a text that has been read. Kind <see cref="JsonKind.None"/>: there is no such value.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct JsonValue(ReadOnlySpan<byte> text, JsonSlice slice)
{
    private readonly JsonSlice _slice = slice;

    /// <summary>The text of the value; of a string what stands between its quotes, escapes included.</summary>
    public ReadOnlySpan<byte> Raw { get; } = text.Slice(slice.Start, slice.Length);

    public JsonKind Kind => _slice.Kind;

    public bool Exists => _slice.Kind != JsonKind.None;

    public bool IsString => _slice.Kind == JsonKind.String;

    /// <summary>Where <see cref="Raw"/> starts in the text.</summary>
    public int Start => _slice.Start;

    public bool Escaped => _slice.Escaped;

    /// <summary>Whether this is a string that is ordinally equal.</summary>
    public bool Is(ReadOnlySpan<byte> expected) => IsString && JsonStrings.Equals(Raw, Escaped, expected);

    /// <summary>Whether this is a string that equals an ASCII word but for its case.</summary>
    public bool IsIgnoringCase(ReadOnlySpan<byte> expected)
    {
        // An escape makes a string at most six times as long as what it stands for.
        if (!IsString || Raw.Length > 6 * expected.Length)
        {
            return false;
        }

        var rented = Escaped ? ArrayPool<byte>.Shared.Rent(Raw.Length) : null;
        var plain = rented is null ? Raw : rented.AsSpan(0, JsonStrings.Unescape(Raw, rented));
        var equal = Ascii.EqualsIgnoreCase(plain, expected);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return equal;
    }

    /// <summary>Whether this is a string with at least one character.</summary>
    public bool IsText => IsString && Raw.Length > 0;

    public string GetString() => JsonStrings.ToText(Raw, Escaped);

    public byte[] GetBytes()
    {
        var bytes = new byte[Raw.Length];
        var length = JsonStrings.Unescape(Raw, bytes);
        return length == bytes.Length ? bytes : bytes[..length];
    }
}
