using System.Buffers;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Trust.Assertions;

/// <summary>The claims of an assertion that hold or not whatever the request is: for whom, by whom, when.</summary>
internal static class AssertionClaims
{
    /// <summary>Longest <c>jti</c>.</summary>
    public const int MaxIdLength = 128;

    /// <summary>Longest <c>sub</c>.</summary>
    public const int MaxSubjectLength = 256;

    /// <summary>What a <c>jti</c> consists of: the unreserved characters of RFC 3986 §2.3.</summary>
    public static readonly SearchValues<byte> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    /// <summary>Why the claims do not hold; null where they do.</summary>
    /// <param name="payload">The claims.</param>
    /// <param name="hop">The hop that is their issuer.</param>
    /// <param name="now">Seconds since 1970.</param>
    /// <param name="issuedAt">When the hop says that it made the assertion.</param>
    /// <param name="expires">From when on the assertion is refused by itself, the clocks' difference included.</param>
    public static UnprovenReason? Check(JsonObject payload, AssertionHop hop, double now, out DateTimeOffset issuedAt, out DateTimeOffset expires)
    {
        (issuedAt, expires) = (default, default);
        if (!hop.IsAudience(payload["aud"u8]) || !IsId(payload["jti"u8]) || !IsSubject(payload["sub"u8]))
        {
            return UnprovenReason.ProofInvalid;
        }

        if (!NumericDate.TryRead(payload["iat"u8], out var issued) || !NumericDate.TryRead(payload["exp"u8], out var end)
            || end <= issued || end - issued > HopAssertion.MaxLifetime.TotalSeconds
            || !TryReadStart(payload["nbf"u8], out var start))
        {
            return UnprovenReason.ProofInvalid;
        }

        issuedAt = NumericDate.ToMoment(issued);
        var skew = HopAssertion.ClockSkew.TotalSeconds;
        expires = NumericDate.ToMoment(Math.Ceiling(end + skew));
        if (now >= end + skew)
        {
            return UnprovenReason.AssertionExpired;
        }

        return Math.Max(issued, start) > now + skew ? UnprovenReason.AssertionNotYetValid : null;
    }

    private static bool TryReadStart(JsonValue notBefore, out double start)
    {
        start = 0;
        return !notBefore.Exists || NumericDate.TryRead(notBefore, out start);
    }

    private static bool IsId(JsonValue id) =>
        id is { IsString: true, Escaped: false, Raw.Length: > 0 and <= MaxIdLength } && !id.Raw.ContainsAnyExcept(IdCharacters);

    private static bool IsSubject(JsonValue subject) =>
        !subject.Exists
        || (subject is { IsString: true, Escaped: false, Raw.Length: > 0 and <= MaxSubjectLength } && !subject.Raw.ContainsAnyExceptInRange((byte)'!', (byte)'~'));
}
