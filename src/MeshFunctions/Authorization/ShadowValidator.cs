namespace MeshFunctions.Authorization;

/// <summary>Rules over shadow mode, as far as they need neither functions nor clock (T81).</summary>
internal static class ShadowValidator
{
    /// <summary>The longest that a policy may be put off.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    // What could be meant by the denial of functions that declare nothing; no policy is told by these.
    private static readonly string[] Fallback = ["*", "Default", "Fallback", "Deny", "Until"];

    /// <summary>Adds one line an error to <paramref name="errors"/>.</summary>
    public static void Validate(IDictionary<string, ShadowOptions> policies, DateTimeOffset now, string path, ICollection<string> errors)
    {
        foreach (var (name, shadow) in policies)
        {
            if (string.IsNullOrWhiteSpace(name) || Fallback.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add($"{path}:{name}: the denial of functions that declare nothing is never put off, nor everything at once; permitted: the name of one policy.");
            }

            if (shadow.Until is not { } until)
            {
                errors.Add($"{path}:{name}:Until: is missing; permitted: when the policy is enforced, at most 30 days from now, for example {now.AddDays(14):yyyy-MM-dd}.");
            }
            else if (until - now > Longest)
            {
                errors.Add($"{path}:{name}:Until: is more than 30 days away; permitted: {(now + Longest):yyyy-MM-ddTHH:mm:ssZ} at the latest.");
            }
        }
    }
}
