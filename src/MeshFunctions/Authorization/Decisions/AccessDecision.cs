namespace MeshFunctions.Authorization.Decisions;

/// <summary>The outcome for one request.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Reason">The requirement that decided it; safe to show: it names no alternative that would pass.</param>
/// <param name="CallerLacks">The caller is known, and the token is not enough (RFC 6750 §3.1 <c>insufficient_scope</c>).</param>
/// <param name="RetryAfter">When to try again; for <see cref="AccessOutcome.Unavailable"/> only.</param>
internal readonly record struct AccessDecision(AccessOutcome Outcome, string Reason, bool CallerLacks = false, TimeSpan? RetryAfter = null)
{
    /// <summary>The scopes that the challenge names, where more of them would help.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether the function runs.</summary>
    public bool Admits => Outcome is AccessOutcome.Allowed or AccessOutcome.WouldDeny;

    public static AccessDecision Allow(string reason) => new(AccessOutcome.Allowed, reason);
}
