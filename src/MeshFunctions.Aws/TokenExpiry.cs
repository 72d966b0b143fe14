using System.Buffers.Text;
using System.Text.Json;

namespace MeshFunctions.Aws;

/// <summary>The <c>exp</c> of a token that is not ours to validate: STS does.</summary>
internal static class TokenExpiry
{
    /// <returns>Null where it cannot be read.</returns>
    public static DateTimeOffset? Of(ReadOnlySpan<char> token)
    {
        var start = token.IndexOf('.') + 1;
        var length = start == 0 ? -1 : token[start..].IndexOf('.');
        if (length <= 0 || !Base64Url.IsValid(token.Slice(start, length)))
        {
            return null;
        }

        try
        {
            var claims = JsonElement.Parse(Base64Url.DecodeFromChars(token.Slice(start, length)));
            return claims.ValueKind == JsonValueKind.Object
                && claims.TryGetProperty("exp", out var exp)
                && exp.ValueKind == JsonValueKind.Number
                && exp.TryGetInt64(out var seconds)
                && seconds >= 0
                && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
