using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Headers;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Identity.Vouched;

/// <summary>
/// The payload of a JWT that a hop validated and forwards without its signature: base64url of a JSON object, padded
/// (Envoy's <c>pad_forward_payload_header</c>) or not. Claims are named as in the token; each element of an array is one; objects are their JSON.
/// </summary>
internal sealed class JwtPayload
{
    public const int MaxDepth = 8;

    private JwtPayload(ImmutableArray<VouchedClaim> claims, double? expires)
    {
        Claims = claims;
        Expires = expires;
    }

    public ImmutableArray<VouchedClaim> Claims { get; }

    /// <summary><c>exp</c>, in seconds since 1970; null where the payload has none.</summary>
    public double? Expires { get; }

    /// <summary>Reads the header's value; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> value, [NotNullWhen(true)] out JwtPayload? payload)
    {
        payload = null;
        var letters = WithoutPadding(value);
        if (letters.Length == 0 || value.Length > RequestHeaders.MaxValueLength)
        {
            return false;
        }

        var rented = ArrayPool<byte>.Shared.Rent(2 * letters.Length);
        var ascii = rented.AsSpan(0, letters.Length);
        var decoded = rented.AsSpan(letters.Length);
        if (Base64Text.TryGetAscii(letters, ascii) && Base64UrlText.TryDecode(ascii, decoded, out var length)
            && StrictJson.TryReadObject(decoded[..length], MaxDepth, out var json))
        {
            payload = Read(decoded[..length], json);
            json.Dispose();
        }

        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return payload is not null;
    }

    private static JwtPayload? Read(ReadOnlySpan<byte> text, JsonObject json)
    {
        double? expires = null;
        if (json["exp"u8] is { Exists: true } exp)
        {
            if (!NumericDate.TryRead(exp, out var seconds))
            {
                return null;
            }

            expires = seconds;
        }

        var claims = TokenClaims.Read(text, json);
        return new JwtPayload([.. Enumerable.Range(0, claims.Count).Select(index => new VouchedClaim(claims.Name(index), claims.Value(index)))], expires);
    }

    /// <summary>Padding is that to a multiple of four, or none.</summary>
    private static ReadOnlySpan<char> WithoutPadding(ReadOnlySpan<char> value)
    {
        var letters = value.TrimEnd('=');
        return value.Length == letters.Length || (value.Length % 4 == 0 && value.Length - letters.Length <= 2) ? letters : [];
    }
}
