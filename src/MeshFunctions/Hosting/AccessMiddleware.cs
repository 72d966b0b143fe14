using System.Diagnostics;
using MeshFunctions.Authorization;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Hosting;

/// <summary>Decides, publishes the <see cref="MeshContext"/>, and answers in the function's place where it may not run.</summary>
internal sealed class AccessMiddleware(AccessDecider decider, AccessAudit audit, MeshMeters meters) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        return context.Features.Get<HttpInvocation>() is { } invocation ? DecideAsync(context, invocation, next) : next(context);
    }

    private async Task DecideAsync(FunctionContext context, HttpInvocation invocation, FunctionExecutionDelegate next)
    {
        var identity = context.Features.Get<RequestIdentity>() ?? throw StageMissing(nameof(IdentityMiddleware));
        var trust = context.Features.Get<HopTrustResult>() ?? throw StageMissing(nameof(HopTrustMiddleware));
        var lineage = context.Features.Get<TraceLineage>() ?? throw StageMissing(nameof(LineageMiddleware));
        if (identity.Fault is { } fault)
        {
            await ProblemWriter.WriteAsync(context, invocation.Request, fault).ConfigureAwait(false);
            return;
        }

        var mesh = new MeshContext(trust.Trust, identity.Peer, identity.Caller, lineage);
        var subject = new AccessSubject(mesh, identity.TokenRetryAfter, trust.RetryAfter);
        var function = context.FunctionDefinition.Name;
        var decision = await decider.DecideAsync(function, subject).ConfigureAwait(false);
        meters.AccessDecided(AccessOutcomeNames.Of(decision.Outcome));
        audit.Decided(function, mesh, decision);
        if (decision.Outcome != AccessOutcome.Allowed)
        {
            await ProblemWriter.WriteAsync(context, invocation.Request, Answer(decision, identity)).ConfigureAwait(false);
            return;
        }

        Publish(context, mesh);
        invocation.FunctionEntered = true;
        await next(context).ConfigureAwait(false);
    }

    private static void Publish(FunctionContext context, MeshContext mesh)
    {
        context.Features.Set(mesh);
        context.InstanceServices.GetRequiredService<MeshContextScope>().Context = mesh;
        if (Activity.Current is { } activity)
        {
            activity.SetTag(TagNames.Hop, (mesh.Hop as HopTrust.Proven)?.Name);
            activity.SetTag(TagNames.Peer, mesh.Peer?.Id.ToString());
        }
    }

    private static Problem Answer(AccessDecision decision, RequestIdentity identity) => decision.Outcome switch
    {
        AccessOutcome.Forbidden => Problems.Forbidden(decision.Reason, decision.CallerLacks),
        AccessOutcome.Unavailable => Problems.Unavailable(decision.Reason, decision.RetryAfter ?? TimeSpan.FromSeconds(1)),
        _ => identity.TokenRefused ? Problems.InvalidToken : Problems.NoCredentials,
    };

    private static InvalidOperationException StageMissing(string stage) => new($"{stage} did not run before {nameof(AccessMiddleware)}.");
}
