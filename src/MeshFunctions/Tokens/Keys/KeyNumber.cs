using System.Buffers;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens.Keys;

/// <summary>Octet strings in keys: strict base64url, as everywhere.</summary>
internal static class KeyNumber
{
    public static bool TryRead(JsonValue value, out byte[] bytes)
    {
        bytes = [];
        if (!value.IsText || value.Escaped)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(value.Raw.Length);
        var valid = Base64UrlText.TryDecode(value.Raw, buffer, out var length);
        if (valid)
        {
            bytes = buffer.AsSpan(0, length).ToArray();
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return valid;
    }
}
