using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace Gatekeeper;

/// <summary>What is answered. <c>auth_request</c> passes on 2xx, 401 and 403 only; the edge learns of the others from <c>$upstream_status</c>.</summary>
/// <param name="Name">What it is called where verdicts are counted.</param>
/// <param name="Status">204, 400, 401, 404, 431 or 503.</param>
/// <param name="Challenge">Value of <c>WWW-Authenticate</c> (RFC 6750 §3), if any.</param>
/// <param name="RetryAfter">When another attempt can succeed, if that is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Verdict(string Name, int Status, string? Challenge = null, TimeSpan? RetryAfter = null)
{
    private const string Realm = "Bearer realm=\"mesh\"";

    public static Verdict Passes { get; } = new("passes", StatusCodes.Status204NoContent);

    public static Verdict Ambiguous { get; } = new("ambiguous", StatusCodes.Status400BadRequest);

    public static Verdict Malformed { get; } = new("malformed", StatusCodes.Status400BadRequest, $"{Realm}, error=\"invalid_request\"");

    public static Verdict TooLarge { get; } = new("too_large", StatusCodes.Status431RequestHeaderFieldsTooLarge);

    public static Verdict Refused { get; } = new(
        "refused",
        StatusCodes.Status401Unauthorized,
        $"{Realm}, error=\"invalid_token\", error_description=\"The access token is missing a valid signature, lifetime, issuer or audience\"");

    /// <summary>Who asks does not show the edge's key, or does not describe a request as the edge does.</summary>
    public static Verdict NotTheEdge { get; } = new("not_the_edge", StatusCodes.Status404NotFound);

    /// <summary>The start is not over: no app knows the keys yet.</summary>
    public static Verdict NotOpen { get; } = new("not_open", StatusCodes.Status503ServiceUnavailable, RetryAfter: TimeSpan.FromSeconds(1));

    /// <summary>The token is not at fault: the issuer's keys cannot be had.</summary>
    public static Verdict Unknown(TimeSpan? retryAfter) => new("keys_unavailable", StatusCodes.Status503ServiceUnavailable, RetryAfter: retryAfter ?? TimeSpan.FromSeconds(1));
}
