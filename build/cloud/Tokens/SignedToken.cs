using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LocalCloud.Keys;

namespace LocalCloud.Tokens;

/// <summary>A JWS in its compact form, taken apart but not yet believed.</summary>
internal sealed class SignedToken
{
    private const int MaximumLength = 20_000;

    private readonly string[] _parts;

    private SignedToken(string[] parts, JsonElement header, JsonElement claims)
    {
        _parts = parts;
        Header = header;
        Claims = claims;
    }

    public JsonElement Header { get; }

    public JsonElement Claims { get; }

    /// <returns>Null if it is none.</returns>
    public static SignedToken? Read(string token)
    {
        var parts = token.Split('.');
        return token.Length <= MaximumLength && parts.Length == 3 && Read(parts[0], out var header) && Read(parts[1], out var claims)
            ? new SignedToken(parts, header, claims)
            : null;
    }

    public bool IsSignedBy(KeyRing ring)
    {
        var key = ring.Published.Select(static published => published.Key)
            .FirstOrDefault(key => string.Equals(key.KeyId, Text(Header, "kid"), StringComparison.Ordinal));
        return key is not null &&
            string.Equals(key.Algorithm, Text(Header, "alg"), StringComparison.Ordinal) &&
            Base64Url.IsValid(_parts[2]) &&
            key.Verify(Encoding.ASCII.GetBytes($"{_parts[0]}.{_parts[1]}"), Base64Url.DecodeFromChars(_parts[2]));
    }

    public string? Text(string claim) => Text(Claims, claim);

    public long? Seconds(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) ? seconds : null;

    /// <summary>The <c>aud</c>: one text, or several.</summary>
    public IReadOnlyList<string> Audiences() => Claims.TryGetProperty("aud", out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => [.. value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)],
        _ => [],
    }
    : [];

    public override string ToString() => "***";

    private static bool Read(string part, out JsonElement element)
    {
        element = default;
        try
        {
            if (Base64Url.IsValid(part))
            {
                element = JsonElement.Parse(Base64Url.DecodeFromChars(part));
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return element.ValueKind == JsonValueKind.Object;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
