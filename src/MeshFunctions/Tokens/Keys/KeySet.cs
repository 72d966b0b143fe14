using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens.Keys;

/// <summary>The usable keys of an issuer at one time. Never changes; a newer set takes its place as a whole.</summary>
internal sealed class KeySet(VerificationKey[] keys)
{
    /// <summary>A set without keys: whatever is signed, it is by none of them.</summary>
    public static KeySet Empty { get; } = new([]);

    public int Count => keys.Length;

    /// <summary>The key of exactly that <c>kid</c>, or null. Only one can have it.</summary>
    public VerificationKey? Find(ReadOnlySpan<byte> keyId)
    {
        foreach (var key in keys)
        {
            if (key.KeyId is not null && keyId.SequenceEqual(key.KeyId))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Whether the same public key is here, under whatever <c>kid</c>.</summary>
    public bool Holds(VerificationKey key)
    {
        foreach (var own in keys)
        {
            if (own.IsSameAs(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The only key, for tokens without <c>kid</c>; null where there are several.</summary>
    public VerificationKey? FindOnly() => keys.Length == 1 ? keys[0] : null;
}
