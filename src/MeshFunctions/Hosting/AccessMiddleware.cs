using System.Diagnostics;
using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Decisions;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Hosting;

/// <summary>Decides, publishes the <see cref="MeshContext"/>, and answers in the function's place where it may not run.</summary>
internal sealed class AccessMiddleware(
    AccessDecider decider,
    AccessAudit audit,
    Challenges challenges,
    HttpTriggers triggers,
    TransactionAccessor transactions,
    MeshMeters meters) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.Features.Get<HttpInvocation>() is { } invocation)
        {
            return DecideAsync(context, invocation, next);
        }

        // The gate does not depend on the first stage: what looks like HTTP is never let through unseen.
        return triggers.IsOn(context.FunctionDefinition) ? throw StageMissing(nameof(ErrorBoundaryMiddleware)) : next(context);
    }

    private async Task DecideAsync(FunctionContext context, HttpInvocation invocation, FunctionExecutionDelegate next)
    {
        var identity = context.Features.Get<RequestIdentity>() ?? throw StageMissing(nameof(IdentityMiddleware));
        var trust = context.Features.Get<HopTrustResult>() ?? throw StageMissing(nameof(HopTrustMiddleware));
        var lineage = context.Features.Get<TraceLineage>() ?? throw StageMissing(nameof(LineageMiddleware));
        if (identity.Fault is { } fault)
        {
            meters.AccessDecided(AccessOutcomeNames.Of(AccessOutcome.Malformed));
            audit.Decided(
                new MeshContext(context.FunctionDefinition.Name, trust.Trust, peer: null, caller: null, lineage), new AccessDecision(AccessOutcome.Malformed, fault.Slug));
            await invocation.AnswerAsync(context, challenges.Complete(fault, scope: null)).ConfigureAwait(false);
            return;
        }

        var mesh = new MeshContext(context.FunctionDefinition.Name, trust.Trust, identity.Peer, identity.Caller, lineage, identity.Vouched.IsEmpty ? null : identity.Vouched) { Transaction = identity.Transaction };
        var services = context.InstanceServices;
        services.GetRequiredService<MeshContextScope>().Context = mesh;
        var subject = new AccessSubject(mesh, identity.TokenRetryAfter, trust.RetryAfter) { TransactionRetryAfter = identity.TransactionRetryAfter };
        var decision = await decider.DecideAsync(subject, services).ConfigureAwait(false);
        meters.AccessDecided(AccessOutcomeNames.Of(decision.Outcome));
        audit.Decided(mesh, identity.IsDevelopment ? decision with { Reason = decision.Reason + " (development identity)" } : decision);
        if (!decision.Admits)
        {
            await invocation.AnswerAsync(context, challenges.Complete(Answer(decision, identity), decision.Scope)).ConfigureAwait(false);
            return;
        }

        Publish(context, mesh);
        invocation.SetUser(mesh);
        invocation.FunctionEntered = true;
        using var scope = transactions.Begin(mesh.Transaction);
        await next(context).ConfigureAwait(false);
    }

    private static void Publish(FunctionContext context, MeshContext mesh)
    {
        context.Features.Set(mesh);
        if (Activity.Current is { } activity)
        {
            activity.SetTag(TagNames.Hop, (mesh.Hop as HopTrust.Proven)?.Name);
            activity.SetTag(TagNames.Peer, mesh.Peer?.Name);
        }
    }

    private static Problem Answer(AccessDecision decision, RequestIdentity identity) => decision.Outcome switch
    {
        AccessOutcome.Forbidden => Problems.Forbidden(decision.Reason, decision.CallerLacks),
        AccessOutcome.Unavailable => Problems.Unavailable(decision.Reason, decision.RetryAfter ?? TimeSpan.FromSeconds(1)),
        _ => identity.TokenRefused ? Problems.InvalidToken : Problems.NoCredentials,
    };

    private static InvalidOperationException StageMissing(string stage) => new($"{stage} did not run before {nameof(AccessMiddleware)}; use worker.UseMeshFunctions(), which adds all stages in order.");
}
