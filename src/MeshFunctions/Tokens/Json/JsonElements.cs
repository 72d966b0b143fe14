using System.Runtime.InteropServices;

namespace MeshFunctions.Tokens.Json;

/// <summary>Walks the elements of an array that has been read; any other kind of value has none.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct JsonElements
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isArray;
    private StrictJson _reader;

    public JsonElements(JsonValue array)
    {
        _isArray = array.Kind == JsonKind.Array;
        _text = _isArray ? array.Raw : default;
        _reader = StrictJson.InArray(_text);
    }

    public bool TryNext(out JsonValue element)
    {
        element = default;
        if (!_isArray || !_reader.TryReadElement(out var slice))
        {
            return false;
        }

        element = new JsonValue(_text, slice);
        return true;
    }
}
