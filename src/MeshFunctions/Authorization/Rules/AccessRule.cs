using MeshFunctions.Authorization.Decisions;
using MeshFunctions.Authorization.Requirements;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Rules;

/// <summary>What one HTTP function declares.</summary>
/// <param name="Declared">It declares anything at all; otherwise the configured default decides.</param>
/// <param name="Policy">The combination of its <c>[Authorize]</c> attributes, or the fallback policy where it declares nothing; null where there is none or <c>[AllowAnonymous]</c> lifts it.</param>
/// <param name="MeshRequirements">Requirements of the mesh, which nothing lifts.</param>
internal sealed record AccessRule(bool Declared, AuthorizationPolicy? Policy, IReadOnlyList<MeshRequirement> MeshRequirements)
{
    /// <summary>The scopes that a challenge names (<see cref="ChallengeText.ScopesOf"/>).</summary>
    public string? Scope { get; } = ChallengeText.ScopesOf(MeshRequirements);

    /// <summary>Named policies in shadow mode, which are in no other part of the rule.</summary>
    public IReadOnlyList<ShadowedPolicy> Shadowed { get; init; } = [];
}
