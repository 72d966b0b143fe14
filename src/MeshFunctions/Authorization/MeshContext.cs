using System.Security.Claims;
using MeshFunctions.Identity;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Authorization;

/// <summary>
/// Who called this function, for whom, through which hop and in which trace. Immutable; one per HTTP invocation.
/// Take it as a function parameter, from <c>context.GetMesh()</c>, or as a scoped service. It is also the resource that authorization handlers get
/// (<c>AuthorizationHandlerContext.Resource</c>); there is no <c>HttpContext</c> there, so a handler that looks for one must not succeed without it.
/// </summary>
public sealed class MeshContext
{
    private ClaimsPrincipal? _anonymous;

    internal MeshContext(string functionName, HopTrust hop, PeerIdentity? peer, CallerIdentity? caller, TraceLineage lineage, IReadOnlyList<VouchedIdentity>? vouched = null)
    {
        FunctionName = functionName;
        Hop = hop;
        Peer = peer;
        Caller = caller;
        Lineage = lineage;
        Vouched = vouched ?? [];
    }

    /// <summary>The function that was called, as in <c>[Function("…")]</c>.</summary>
    public string FunctionName { get; }

    /// <summary>The immediate sender, and whether it proved that it is a configured hop.</summary>
    public HopTrust Hop { get; }

    /// <summary>The workload for which the proven hop vouches; <see langword="null"/> where no proven hop named one.</summary>
    public PeerIdentity? Peer { get; }

    /// <summary>The principal of the token validated here; <see langword="null"/> where there is no valid token.</summary>
    public CallerIdentity? Caller { get; }

    /// <summary>
    /// Whom the proven hop vouches for beside peer and caller: one identity for each source that it is configured to set and that named somebody, in the order of
    /// the configuration, never merged. Empty, never <see langword="null"/>, where there is none. No part of <see cref="User"/>: only policies that ask for vouched claims
    /// (<see cref="RequireVouchedClaimAttribute"/>) look at it.
    /// </summary>
    public IReadOnlyList<VouchedIdentity> Vouched { get; }

    /// <summary>
    /// For whom and for what the whole chain of calls runs: the valid transaction token that the proven hop brought; <see langword="null"/> where there is none. No part of <see cref="Caller"/> and
    /// <see cref="User"/>: only <see cref="RequireTransactionAttribute"/> looks at it.
    /// </summary>
    public Transaction? Transaction { get; internal init; }

    /// <summary>The trace identifiers of this request, for work done on its behalf.</summary>
    public TraceLineage Lineage { get; }

    /// <summary>
    /// The caller as a principal for ASP.NET Core's authorization; unauthenticated, never <see langword="null"/>, where there is no caller.
    /// Neither the peer nor what is vouched for is part of it. It is this request's own: what an authorization handler adds to it concerns no other request.
    /// </summary>
    public ClaimsPrincipal User => Caller?.Principal ?? (_anonymous ??= new ClaimsPrincipal(new ClaimsIdentity()));

    /// <summary>The id under which the mesh logs this request; made here where the proven hop sent none.</summary>
    public string RequestId => Lineage.RequestId;
}
