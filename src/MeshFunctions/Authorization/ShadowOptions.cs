namespace MeshFunctions.Authorization;

/// <summary>
/// Section <c>MeshFunctions:Access:Shadow:{policy}</c>: the policy of exactly that name decides, and is audited and counted, but does not deny yet. To introduce a policy without an
/// outage. Nothing but that policy's own requirements is put off, and it never admits whom neither the policy nor the attribute without it would admit.
/// </summary>
public sealed class ShadowOptions
{
    /// <summary>Until when; mandatory, at most 30 days after start. From then on the policy is enforced, at once where the time is past. A date without an offset is UTC.</summary>
    public DateTimeOffset? Until { get; set; }
}
