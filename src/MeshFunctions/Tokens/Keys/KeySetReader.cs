using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Keys;

/// <summary>Reads a JSON Web Key Set (RFC 7517 §5). A key that cannot be used is left out; the others serve (T37).</summary>
internal sealed class KeySetReader(KeyBinding binding, Action<KeyRefusal> onRefused)
{
    /// <summary>Keys beyond this number are not looked at.</summary>
    public const int MaxKeys = 100;

    /// <summary>The usable keys; null where the document is no key set or none of its keys is usable.</summary>
    public KeySet? Read(ReadOnlySpan<byte> document)
    {
        if (!StrictJson.TryReadObject(document, out var root))
        {
            return null;
        }

        var keys = ReadKeys(root["keys"u8]);
        root.Dispose();
        return keys.Count > 0 ? new KeySet([.. keys]) : null;
    }

    /// <summary>Whether the document is a key set that says that there are no keys.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> document)
    {
        if (!StrictJson.TryReadObject(document, out var root))
        {
            return false;
        }

        var keys = root["keys"u8];
        var isEmpty = keys.Kind == JsonKind.Array && !new JsonElements(keys).TryNext(out _);
        root.Dispose();
        return isEmpty;
    }

    private List<VerificationKey> ReadKeys(JsonValue array)
    {
        var keys = new List<VerificationKey>();
        var keyIds = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new JsonElements(array);
        var count = 0;
        while (entries.TryNext(out var entry))
        {
            if (++count > MaxKeys)
            {
                onRefused(KeyRefusal.TooMany);
                break;
            }

            if (!StrictJson.TryReadObject(entry.Raw, out var jwk))
            {
                onRefused(KeyRefusal.Malformed);
                continue;
            }

            CountKeyId(jwk, keyIds);
            var refusal = JwkReader.TryRead(jwk, binding, out var key);
            jwk.Dispose();
            if (key is null)
            {
                onRefused(refusal);
                continue;
            }

            keys.Add(key);
        }

        RemoveDuplicates(keys, keyIds);
        return keys;
    }

    private void CountKeyId(JsonObject jwk, Dictionary<string, int> keyIds)
    {
        if (jwk["kid"u8].IsString && binding.AcceptsUse(jwk["use"u8]))
        {
            var keyId = jwk["kid"u8].GetString();
            keyIds[keyId] = keyIds.GetValueOrDefault(keyId) + 1;
        }
    }

    /// <summary>A <c>kid</c> that two keys have names neither: which one is meant would be anybody's guess.</summary>
    private void RemoveDuplicates(List<VerificationKey> keys, Dictionary<string, int> keyIds)
    {
        var removed = keys.RemoveAll(key => key.KeyId is not null && keyIds[System.Text.Encoding.UTF8.GetString(key.KeyId)] > 1);
        for (var i = 0; i < removed; i++)
        {
            onRefused(KeyRefusal.DuplicateKeyId);
        }
    }
}
