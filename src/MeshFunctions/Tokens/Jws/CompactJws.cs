using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshFunctions.Tokens.Jws;

/// <summary>
/// The three parts of a compact JWS (RFC 7515 §7.1), decoded into one buffer: first the token's own ASCII, whose beginning is what was
/// signed, then header, payload and signature. Says nothing about what is in them.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CompactJws(int SigningInputLength, Range Header, Range Payload, Range Signature)
{
    /// <summary>The longest token that is looked at, in characters (T36).</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The longest header, decoded, in bytes.</summary>
    public const int MaxHeaderLength = 4 * 1024;

    /// <summary>How large a buffer a token needs.</summary>
    public static int BufferLength(int tokenLength) => 2 * tokenLength;

    public static TokenError TryDecode(ReadOnlySpan<char> token, Span<byte> buffer, out CompactJws jws)
    {
        jws = default;
        if (token.Length > MaxLength)
        {
            return TokenError.TooLarge;
        }

        if (Ascii.FromUtf16(token, buffer, out var length) != OperationStatus.Done)
        {
            return TokenError.Malformed;
        }

        ReadOnlySpan<byte> text = buffer[..length];
        var firstDot = text.IndexOf((byte)'.');
        var lastDot = firstDot < 0 ? -1 : text[(firstDot + 1)..].IndexOf((byte)'.') + firstDot + 1;

        // A further dot would be a letter that base64url does not know. Empty parts are refused: a detached payload as well (T26).
        if (firstDot <= 0 || lastDot <= firstDot + 1 || lastDot == length - 1
            || !TryDecodePart(text[..firstDot], buffer, length, out var header)
            || !TryDecodePart(text[(firstDot + 1)..lastDot], buffer, header.End.Value, out var payload)
            || !TryDecodePart(text[(lastDot + 1)..], buffer, payload.End.Value, out var signature))
        {
            return TokenError.Malformed;
        }

        jws = new CompactJws(lastDot, header, payload, signature);
        return header.End.Value - header.Start.Value > MaxHeaderLength ? TokenError.TooLarge : TokenError.None;
    }

    private static bool TryDecodePart(ReadOnlySpan<byte> part, Span<byte> buffer, int at, out Range decoded)
    {
        var valid = Base64UrlText.TryDecode(part, buffer[at..], out var written);
        decoded = at..(at + written);
        return valid;
    }
}
