using System.Buffers;
using System.Runtime.InteropServices;

namespace MeshFunctions.Tokens.Json;

/// <summary>The members of an object that <see cref="StrictJson"/> has read, over pooled memory.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct JsonObject(ReadOnlySpan<byte> text, JsonMember[]? members, int count)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly JsonMember[]? _members = members;

    public int Count => count;

    public JsonValue Name(int index) => new(_text, _members![index].Name);

    public JsonValue Value(int index) => new(_text, _members![index].Value);

    /// <summary>The value of a member, or a value of kind <see cref="JsonKind.None"/> where there is none.</summary>
    public JsonValue this[ReadOnlySpan<byte> name]
    {
        get
        {
            foreach (ref readonly var member in _members.AsSpan(0, count))
            {
                // Only an escape lets another length be the same name; many names of tokens have three letters, and another first one.
                var own = _text.Slice(member.Name.Start, member.Name.Length);
                if (member.Name.Escaped ? JsonStrings.Equals(own, escaped: true, name) : own.Length == name.Length && (own.IsEmpty || own[0] == name[0]) && own.SequenceEqual(name))
                {
                    return new JsonValue(_text, member.Value);
                }
            }

            return default;
        }
    }

    public void Dispose()
    {
        if (_members is not null)
        {
            ArrayPool<JsonMember>.Shared.Return(_members);
        }
    }
}
