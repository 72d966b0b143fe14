using System.Buffers;

namespace MeshFunctions.Tokens;

/// <summary>Reads <c>Authorization: Bearer …</c> (RFC 6750 §2.1). Strict: spaces, then one b64token, and nothing else (T44).</summary>
internal static class BearerCredential
{
    private const string Scheme = "Bearer";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> SchemeLetters = SearchValues.Create(Letters + "!#$%&'*+-.^_`|~");
    private static readonly SearchValues<char> TokenLetters = SearchValues.Create(Letters + "-._~+/");

    /// <summary>Reads the header's one value, exactly as it came; several values are the caller's to refuse.</summary>
    public static BearerOutcome TryRead(string? authorization, out ReadOnlyMemory<char> token)
    {
        token = default;
        if (string.IsNullOrEmpty(authorization))
        {
            return BearerOutcome.None;
        }

        var value = authorization.AsSpan();
        var schemeEnd = value.IndexOfAnyExcept(SchemeLetters);
        var scheme = schemeEnd < 0 ? value : value[..schemeEnd];
        if (!scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return JoinsBearer(value) ? BearerOutcome.Malformed : BearerOutcome.OtherScheme;
        }

        var rest = value[scheme.Length..];
        var start = rest.IndexOfAnyExcept(' ');
        if (start <= 0 || !IsToken(rest[start..]))
        {
            return BearerOutcome.Malformed;
        }

        token = authorization.AsMemory(scheme.Length + start);
        return BearerOutcome.Token;
    }

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        var letters = text.TrimEnd('=');
        return letters.Length > 0 && !letters.ContainsAnyExcept(TokenLetters);
    }

    /// <summary>Two headers that somebody joined with a comma, a bearer token behind other credentials.</summary>
    private static bool JoinsBearer(ReadOnlySpan<char> value)
    {
        foreach (var range in value.Split(','))
        {
            var part = value[range].TrimStart(" \t");
            if (part.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (part.Length == Scheme.Length || part[Scheme.Length] is ' ' or '\t'))
            {
                return true;
            }
        }

        return false;
    }
}
