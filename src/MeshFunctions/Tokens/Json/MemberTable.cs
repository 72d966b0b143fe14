using System.Buffers;
using System.Runtime.InteropServices;

namespace MeshFunctions.Tokens.Json;

/// <summary>
/// A stack of member names, one frame for each object that is open. Hashes stand apart from the members so that looking for a
/// duplicate is one vectorised search; they are seeded for the process, so that nobody can choose names that collide.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct MemberTable
{
    private const int FirstSize = 64;

    private JsonMember[]? _members;
    private int[]? _hashes;

    public int Count { get; private set; }

    public readonly JsonMember[]? Members => _members;

    /// <summary>Adds a name to the frame that starts at <paramref name="frame"/>; false when the frame has it already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> text, int frame, JsonSlice name)
    {
        var hash = NameHash.Of(text.Slice(name.Start, name.Length), name.Escaped);
        if (Contains(text, frame, name, hash))
        {
            return false;
        }

        if (_members is null || Count == _members.Length || Count == _hashes!.Length)
        {
            Grow();
        }

        _members![Count] = new JsonMember(name, default);
        _hashes![Count] = hash;
        Count++;
        return true;
    }

    public readonly void SetValue(int index, JsonSlice value) => _members![index].Value = value;

    public void CloseFrame(int frame) => Count = frame;

    /// <summary>Gives the hashes back, and the members too unless somebody reads on in them.</summary>
    public void Return(bool keepMembers)
    {
        if (_hashes is not null)
        {
            ArrayPool<int>.Shared.Return(_hashes);
            _hashes = null;
        }

        if (!keepMembers && _members is not null)
        {
            ArrayPool<JsonMember>.Shared.Return(_members);
            _members = null;
        }
    }

    private readonly bool Contains(ReadOnlySpan<byte> text, int frame, JsonSlice name, int hash)
    {
        var from = frame;
        while (from < Count)
        {
            var offset = _hashes.AsSpan(from, Count - from).IndexOf(hash);
            if (offset < 0)
            {
                return false;
            }

            var other = _members![from + offset].Name;
            if (JsonStrings.Equals(text.Slice(other.Start, other.Length), other.Escaped, text.Slice(name.Start, name.Length), name.Escaped))
            {
                return true;
            }

            from += offset + 1;
        }

        return false;
    }

    private void Grow()
    {
        var members = ArrayPool<JsonMember>.Shared.Rent(Math.Max(FirstSize, Count * 2));
        var hashes = ArrayPool<int>.Shared.Rent(Math.Max(FirstSize, Count * 2));
        _members.AsSpan(0, Count).CopyTo(members);
        _hashes.AsSpan(0, Count).CopyTo(hashes);
        var count = Count;
        Return(keepMembers: false);
        (_members, _hashes, Count) = (members, hashes, count);
    }
}
