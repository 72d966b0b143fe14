using MeshFunctions.Headers;

namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// What both sides of <see cref="HopProof.SignedAssertion"/> agree on: a compact JWS (RFC 7515) in the header <c>Mesh-Hop-Assertion</c>, signed by the hop for
/// one request. docs/assertions.md has the canonical form with an example.
/// </summary>
public static class HopAssertion
{
    /// <summary>The <c>typ</c> of the header, exactly.</summary>
    public const string Type = "mesh-hop+jwt";

    /// <summary>The value of <c>hdv</c>: which list of headers, and which canonical form of them, <c>hdh</c> is made with. A longer list is a new version.</summary>
    public const int HeadersVersion = 1;

    /// <summary>Longest time from <c>iat</c> to <c>exp</c>: 60 seconds.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromSeconds(60);

    /// <summary>How far the clocks of hop and app may differ: 5 seconds.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The identity headers that every assertion of <see cref="HeadersVersion"/> covers, whether the request has them or not: lower-cased, in ordinal order.
    /// Headers that the app names itself (an own source, a forwarded token) are covered besides; the minting side must be told their names.
    /// </summary>
    public static IReadOnlyList<string> CoveredHeaders { get; } = CoveredHeaderNames.OfLibrary.AsReadOnly();

    /// <summary>The header that carries the assertion.</summary>
    public const string HeaderName = MeshHeaderNames.HopAssertion;
}
