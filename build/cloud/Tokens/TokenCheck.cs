using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LocalCloud.Hosting;
using LocalCloud.Keys;

namespace LocalCloud.Tokens;

/// <summary>Checks the cloud's own Entra tokens, as its vault does before it answers.</summary>
internal sealed class TokenCheck(CloudAddress address, KeyRings keys, TimeProvider timeProvider)
{
    private const int MaximumLength = 16 * 1024;

    /// <returns>Null if the token is good, else what is wrong with it in the vault's words.</returns>
    public string? Fault(string token, string audience)
    {
        var parts = token.Split('.');
        if (token.Length > MaximumLength || parts.Length != 3 || Read(parts[0]) is not { } header || Read(parts[1]) is not { } claims)
        {
            return "AKV10001: Unable to parse the token.";
        }

        if (!SignatureHolds(parts, header))
        {
            return "AKV10021: Token signature validation failed.";
        }

        if (!string.Equals(Text(claims, "iss"), address.Issuer(CloudIssuer.Entra), StringComparison.Ordinal) ||
            !string.Equals(Text(claims, "tid"), address.Tenant, StringComparison.Ordinal))
        {
            return $"AKV10032: Invalid issuer. Expected {address.Issuer(CloudIssuer.Entra)}.";
        }

        if (!string.Equals(Text(claims, "aud"), audience, StringComparison.Ordinal))
        {
            return $"AKV10022: Invalid audience. Expected {audience}.";
        }

        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        return Seconds(claims, "exp") is not { } expiry || expiry <= now || Seconds(claims, "nbf") is not { } from || from > now + 60
            ? "AKV10046: The token is expired or not yet valid."
            : null;
    }

    private bool SignatureHolds(string[] parts, JsonElement header)
    {
        var key = keys[CloudIssuer.Entra].Published.Select(static published => published.Key)
            .FirstOrDefault(key => string.Equals(key.KeyId, Text(header, "kid"), StringComparison.Ordinal));
        return key is not null &&
            string.Equals(key.Algorithm, Text(header, "alg"), StringComparison.Ordinal) &&
            Base64Url.IsValid(parts[2]) &&
            key.Verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
    }

    private static JsonElement? Read(string part)
    {
        try
        {
            return Base64Url.IsValid(part) && JsonElement.Parse(Base64Url.DecodeFromChars(part)) is { ValueKind: JsonValueKind.Object } element
                ? element
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Seconds(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
            ? seconds
            : null;
}
