using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Rules;

/// <summary>A named policy of one function in shadow mode.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Policy">What it demands.</param>
/// <param name="Floor">What holds meanwhile where it is not met; null where everything else that the function asks is enough.</param>
/// <param name="Until">From then on it is enforced.</param>
internal sealed record ShadowedPolicy(string Name, AuthorizationPolicy Policy, AuthorizationPolicy? Floor, DateTimeOffset Until)
{
    private volatile bool _isOver;

    /// <summary>Whether it is enforced; once it is, a clock that is set back does not put it off again (T41).</summary>
    public bool IsOver(TimeProvider time) => _isOver || (_isOver = time.GetUtcNow() >= Until);
}
