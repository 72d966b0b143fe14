using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Harness.Cloud;

/// <summary>What was issued to this run, so that the logs can be searched for it: the ids and signatures of tokens.</summary>
internal sealed class IssuedTokens
{
    private readonly ConcurrentDictionary<string, string> _canaries = new(StringComparer.Ordinal);

    /// <summary>Each string that must be in no log, and what it is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Canaries => _canaries.Select(pair => new KeyValuePair<string, string>(pair.Value, pair.Key));

    public void Add(string token)
    {
        string[] parts = token.Split('.');
        using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        _canaries[payload.RootElement.GetProperty("jti").GetString()!] = "jti of a token";
        _canaries[parts[2]] = "signature of a token";
    }

    /// <summary>The <c>kid</c> in a token's header.</summary>
    public static string KeyId(string token)
    {
        using JsonDocument header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal))));
        return header.RootElement.GetProperty("kid").GetString()!;
    }
}
