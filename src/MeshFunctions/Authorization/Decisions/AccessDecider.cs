using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Authorization.Rules;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Decisions;

/// <summary>Applies a function's <see cref="AccessRule"/> to a request; ASP.NET Core's authorization decides the policies.</summary>
internal sealed class AccessDecider(AccessTable table, Authorizer authorizer, AccessOptions options, TimeProvider time)
{
    /// <summary>Decides.</summary>
    /// <param name="subject">What is known of the requester.</param>
    /// <param name="services">Those of the invocation.</param>
    public async ValueTask<AccessDecision> DecideAsync(AccessSubject subject, IServiceProvider services)
    {
        if (!table.TryFind(subject.Mesh.FunctionName, out var rule))
        {
            return Deny(subject, "function is not in the access table", callerDemanded: false);
        }

        if (!rule.Declared && options.Default != AccessDefault.Allow)
        {
            return Deny(subject, "function declares no access", callerDemanded: false);
        }

        var decision = await DecideAsync(subject, rule, services).ConfigureAwait(false);
        return decision.Outcome == AccessOutcome.Unauthenticated || string.Equals(decision.Reason, ScopeOrAppRoleRequirement.Scope, StringComparison.Ordinal)
            ? decision with { Scope = rule.Scope }
            : decision;
    }

    private async ValueTask<AccessDecision> DecideAsync(AccessSubject subject, AccessRule rule, IServiceProvider services)
    {
        if (rule.Policy is { } policy)
        {
            var result = await authorizer.AuthorizeAsync(services, subject.Mesh, policy.Requirements).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return Deny(subject, result.Failure, callerDemanded: !IsOfHop(result.Failure));
            }
        }

        if (rule.MeshRequirements.Count > 0)
        {
            var result = await authorizer.AuthorizeAsync(services, subject.Mesh, rule.MeshRequirements).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return Deny(subject, result.Failure, callerDemanded: result.Failure.FailedRequirements.OfType<MeshRequirement>().Any(static failed => failed.DemandsCaller));
            }

            // Whatever a handler of the app's own has declared met: no role and no token stands in for what a hop must prove.
            if (Unmet(rule.MeshRequirements, subject.Mesh) is { } unmet)
            {
                return Deny(subject, AuthorizationFailure.Failed(unmet), callerDemanded: unmet.Exists(static failed => failed.DemandsCaller));
            }
        }

        List<string>? wouldDeny = null;
        foreach (var shadowed in rule.Shadowed)
        {
            // Before the policy's own handlers, which may add to the user.
            var floor = !shadowed.IsOver(time) && await HoldsAsync(subject, services, shadowed.Floor).ConfigureAwait(false);
            if (await TryAsync(subject, services, shadowed, mayThrow: !floor).ConfigureAwait(false) is not { } denial)
            {
                continue;
            }

            if (!floor)
            {
                return Deny(subject, denial.Failure, callerDemanded: !IsOfHop(denial.Failure));
            }

            (wouldDeny ??= []).Add($"policy {shadowed.Name} in shadow mode: {denial.Why}");
        }

        if (wouldDeny is not null)
        {
            return new AccessDecision(AccessOutcome.WouldDeny, string.Join("; ", wouldDeny));
        }

        return AccessDecision.Allow(rule.Shadowed.Count == 0 && rule.Policy is null && rule.MeshRequirements.Count == 0 ? "anonymous" : "requirements met");
    }

    /// <summary>Those that do not hold; null, and nothing made, where all do.</summary>
    private static List<MeshRequirement>? Unmet(IReadOnlyList<MeshRequirement> requirements, MeshContext mesh)
    {
        List<MeshRequirement>? unmet = null;
        for (var index = 0; index < requirements.Count; index++)
        {
            if (!requirements[index].IsMetBy(mesh))
            {
                (unmet ??= []).Add(requirements[index]);
            }
        }

        return unmet;
    }

    /// <summary>Why a policy in shadow mode denies; null where it admits. Where it is only tried, one that throws denies.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The handlers are the app's own; a policy that is tried must not cause the outage that trying it is to prevent.")]
    private async ValueTask<(AuthorizationFailure Failure, string Why)?> TryAsync(AccessSubject subject, IServiceProvider services, ShadowedPolicy shadowed, bool mayThrow)
    {
        try
        {
            var result = await authorizer.AuthorizeAsync(services, subject.Mesh, shadowed.Policy.Requirements).ConfigureAwait(false);
            return result.Succeeded ? null : (result.Failure, RequirementNames.Describe(result.Failure, subject.Mesh));
        }
        catch (Exception exception) when (!mayThrow && exception is not OperationCanceledException)
        {
            return (AuthorizationFailure.ExplicitFail(), exception.GetType().Name);
        }
    }

    private async ValueTask<bool> HoldsAsync(AccessSubject subject, IServiceProvider services, AuthorizationPolicy? policy) =>
        policy is null || (await authorizer.AuthorizeAsync(services, subject.Mesh, policy.Requirements).ConfigureAwait(false)).Succeeded;

    /// <summary>Whether nothing but what a hop proves or vouches for was missing, which no token can bring.</summary>
    private static bool IsOfHop(AuthorizationFailure failure) =>
        failure.FailedRequirements.Any() && failure.FailedRequirements.All(static requirement => requirement is MeshRequirement { DemandsCaller: false });

    private static bool IsOfTransaction(AuthorizationFailure failure) =>
        failure.FailedRequirements.Any() && failure.FailedRequirements.All(static requirement => requirement is TransactionRequirement);

    private static AccessDecision Deny(AccessSubject subject, AuthorizationFailure failure, bool callerDemanded)
    {
        if (!callerDemanded && subject.HopRetryAfter is { } retryAfter)
        {
            return new AccessDecision(AccessOutcome.Unavailable, "hop key", RetryAfter: retryAfter);
        }

        // Nothing but the transaction is missing, and nobody is at fault for that.
        return subject.TransactionRetryAfter is { } transactionRetryAfter && IsOfTransaction(failure)
            ? new AccessDecision(AccessOutcome.Unavailable, "issuer keys", RetryAfter: transactionRetryAfter)
            : Deny(subject, RequirementNames.Describe(failure, subject.Mesh), callerDemanded);
    }

    private static AccessDecision Deny(AccessSubject subject, string reason, bool callerDemanded)
    {
        if (subject.Mesh.Caller is not null)
        {
            return new AccessDecision(AccessOutcome.Forbidden, reason, CallerLacks: callerDemanded);
        }

        if (callerDemanded && subject.TokenRetryAfter is { } retryAfter)
        {
            return new AccessDecision(AccessOutcome.Unavailable, "issuer keys", RetryAfter: retryAfter);
        }

        return callerDemanded || (subject.Mesh.Peer is null && subject.Mesh.Vouched.Count == 0 && subject.Mesh.Transaction is null)
            ? new AccessDecision(AccessOutcome.Unauthenticated, reason)
            : new AccessDecision(AccessOutcome.Forbidden, reason);
    }
}
