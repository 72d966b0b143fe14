using System.Buffers;
using System.Text;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>One value of the binding data as UTF-8: text as the host sends it, or bytes. The size is looked at before anything else.</summary>
internal readonly ref struct BindingText
{
    private readonly byte[]? _rented;

    private BindingText(ReadOnlySpan<byte> utf8, byte[]? rented = null)
    {
        IsValid = true;
        Utf8 = utf8;
        _rented = rented;
    }

    /// <summary>False where the value is neither text nor bytes, or too long.</summary>
    public bool IsValid { get; }

    public ReadOnlySpan<byte> Utf8 { get; }

    /// <summary>Reads a value of <paramref name="limit"/> characters or bytes at most.</summary>
    public static BindingText Of(object? value, int limit) => value switch
    {
        string characters when characters.Length <= limit => Encode(characters),
        ReadOnlyMemory<byte> memory when memory.Length <= limit => new BindingText(memory.Span),
        byte[] bytes when bytes.Length <= limit => new BindingText(bytes),
        _ => default,
    };

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private static BindingText Encode(string characters)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(characters.Length));
        return new BindingText(rented.AsSpan(0, Encoding.UTF8.GetBytes(characters, rented)), rented);
    }
}
