using System.Buffers;
using System.Buffers.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens;

/// <summary>Opens the payload of a token that has been validated, for as long as somebody reads in it.</summary>
internal static class TokenPayload
{
    public delegate T Reader<out T, in TState>(ReadOnlySpan<byte> json, JsonObject payload, TState state);

    public static T Read<T, TState>(ReadOnlySpan<char> token, TState state, Reader<T, TState> read)
    {
        var text = token[(token.IndexOf('.') + 1)..token.LastIndexOf('.')];
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        var length = Base64Url.DecodeFromChars(text, buffer);
        try
        {
            return Read(buffer.AsSpan(0, length), state, read);
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static T Read<T, TState>(ReadOnlySpan<byte> json, TState state, Reader<T, TState> read)
    {
        _ = StrictJson.TryReadObject(json, out var payload);
        using (payload)
        {
            return read(json, payload, state);
        }
    }
}
