using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// <c>hdh</c>: the SHA-256 of a line for each covered header, <c>name:length:value</c>, or <c>name:-</c> where the request does not have it. The values of one
/// header are joined by commas first, because the Functions host may have done so already. The length counts the bytes of UTF-8.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct HeaderDigest
{
    /// <summary>The longest text that is hashed, in bytes: more than any server lets through whose limits are of this library's size.</summary>
    public const int MaxLength = 128 * 1024;

    private const int FirstSize = 4 * 1024;

    private byte[] _text;
    private int _length;

    private HeaderDigest(byte[] text) => _text = text;

    /// <summary>
    /// False where a value is there but empty (some host drops such a header on the way, so that it has no form), holds a line end or a lone surrogate, or
    /// where all are too long. Never throws, unless <paramref name="header"/> does.
    /// </summary>
    public static bool TryCompute(ReadOnlySpan<string> names, Func<string, StringValues> header, Span<byte> digest)
    {
        var text = new HeaderDigest(ArrayPool<byte>.Shared.Rent(FirstSize));
        try
        {
            foreach (var name in names)
            {
                if (!text.TryAdd(name, header(name)))
                {
                    return false;
                }
            }

            return SHA256.TryHashData(text._text.AsSpan(0, text._length), digest, out _);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text._text, clearArray: true);
        }
    }

    private bool TryAdd(string name, StringValues values)
    {
        if (values.Count == 0)
        {
            return TryReserve(name.Length + 3) && Add(name) && Add(":-\n");
        }

        var value = (values.Count == 1 ? values[0] : string.Join(',', values.ToArray())).AsSpan().Trim(" \t");
        if (value.IsEmpty || value.ContainsAny('\r', '\n', '\0') || value.Length > MaxLength)
        {
            return false;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        return TryReserve(name.Length + length + 16) && Add(name) && Add(":") && AddNumber(length) && Add(":") && Add(value) && Add("\n");
    }

    private bool TryReserve(int more)
    {
        if (_length + more > MaxLength)
        {
            return false;
        }

        if (_length + more > _text.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(MaxLength, 2 * (_length + more)));
            _text.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_text, clearArray: true);
            _text = larger;
        }

        return true;
    }

    private bool Add(ReadOnlySpan<char> part)
    {
        var done = Utf8.FromUtf16(part, _text.AsSpan(_length), out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done;
        _length += written;
        return done;
    }

    private bool AddNumber(int number)
    {
        var done = Utf8Formatter.TryFormat(number, _text.AsSpan(_length), out var written);
        _length += written;
        return done;
    }
}
