using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Trust.Assertions;

/// <summary>The parts of a request that an assertion binds by their SHA-256, each as 43 letters of base64url. Both sides make them here.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct RequestDigests
{
    /// <summary>Letters of one digest.</summary>
    public const int TextLength = 43;

    /// <summary>How large a buffer all of them need.</summary>
    public const int BufferLength = 3 * TextLength;

    private readonly ReadOnlySpan<byte> _text;

    private RequestDigests(ReadOnlySpan<byte> text) => _text = text;

    /// <summary><c>htq</c>: of the query.</summary>
    public ReadOnlySpan<byte> Query => _text[..TextLength];

    /// <summary><c>ath</c>: of the <c>Authorization</c> value.</summary>
    public ReadOnlySpan<byte> Authorization => _text.Slice(TextLength, TextLength);

    /// <summary><c>hdh</c>: of the covered headers.</summary>
    public ReadOnlySpan<byte> Headers => _text.Slice(2 * TextLength, TextLength);

    /// <summary>False where a part has no canonical form. Never throws, unless <paramref name="header"/> does.</summary>
    public static bool TryCompute(
        ReadOnlySpan<char> query, ReadOnlySpan<char> authorization, ReadOnlySpan<string> names, Func<string, StringValues> header, Span<byte> buffer, out RequestDigests digests)
    {
        digests = new RequestDigests(buffer[..BufferLength]);
        Span<byte> headers = stackalloc byte[SHA256.HashSizeInBytes];
        if (!TryHashQuery(query, buffer) || !TryHashText(authorization, buffer[TextLength..]) || !HeaderDigest.TryCompute(names, header, headers))
        {
            return false;
        }

        _ = Base64Url.EncodeToUtf8(headers, buffer[(2 * TextLength)..]);
        return true;
    }

    private static bool TryHashQuery(ReadOnlySpan<char> query, Span<byte> destination)
    {
        var plain = CanonicalTarget.WithoutMark(query);
        var rented = ArrayPool<byte>.Shared.Rent(CanonicalTarget.BufferLength(plain.Length));
        var written = CanonicalTarget.TryWriteQuery(plain, rented, out var length);
        if (written)
        {
            Write(rented.AsSpan(0, length), destination);
        }

        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return written;
    }

    private static bool TryHashText(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = Utf8.FromUtf16(text, rented, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done;
        if (written)
        {
            Write(rented.AsSpan(0, length), destination);
        }

        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return written;
    }

    private static void Write(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(content, hash);
        _ = Base64Url.EncodeToUtf8(hash, destination);
    }
}
