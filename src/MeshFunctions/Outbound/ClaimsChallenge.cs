using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace MeshFunctions.Outbound;

/// <summary>
/// What a resource asks of the next token, with a 401 and <c>WWW-Authenticate: Bearer error="insufficient_claims", claims="{base64 of JSON}"</c> (Entra's continuous access
/// evaluation; OpenID Connect Core §5.5 for the JSON). Never throws.
/// </summary>
internal static class ClaimsChallenge
{
    /// <summary>Longest value that is read, in base64 characters.</summary>
    public const int MaxLength = 4096;

    private const string Error = "insufficient_claims";

    /// <summary>Reads the parameters of one challenge, what follows <c>Bearer</c>.</summary>
    public static bool TryParse(string? parameters, [NotNullWhen(true)] out string? claims)
    {
        claims = null;
        if (parameters is null || !NameValueHeaderValue.TryParseStrictList([parameters], out var list))
        {
            return false;
        }

        string? error = null;
        string? encoded = null;
        foreach (var parameter in list)
        {
            if (parameter.Name.Equals("error", StringComparison.OrdinalIgnoreCase))
            {
                error = error is null ? Text(parameter) : string.Empty;
            }
            else if (parameter.Name.Equals("claims", StringComparison.OrdinalIgnoreCase))
            {
                encoded = encoded is null ? Text(parameter) : string.Empty;
            }
        }

        return string.Equals(error, Error, StringComparison.Ordinal) && TryDecode(encoded, out claims);
    }

    private static string Text(NameValueHeaderValue parameter) => parameter.GetUnescapedValue().ToString();

    // Both alphabets are seen. Only a JSON object is passed on: what else a resource writes is for no token endpoint.
    private static bool TryDecode(string? encoded, [NotNullWhen(true)] out string? claims)
    {
        claims = null;
        if (string.IsNullOrEmpty(encoded) || encoded.Length > MaxLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        var uniform = encoded.Replace('+', '-').Replace('/', '_');
        try
        {
            if (!Base64Url.TryDecodeFromChars(uniform, bytes, out var length))
            {
                return false;
            }

            var reader = new Utf8JsonReader(bytes[..length]);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.TrySkip() || reader.Read())
            {
                return false;
            }

            claims = Encoding.UTF8.GetString(bytes[..length]);
            return true;
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            return false;
        }
    }
}
