using System.Security.Claims;
using MeshFunctions.Identity;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Authorization;

/// <summary>
/// Who called this function, for whom, through which hop and in which trace. Immutable; one per HTTP invocation.
/// Take it as a function parameter, from <c>context.GetMesh()</c>, or as a scoped service.
/// </summary>
public sealed class MeshContext
{
    private static readonly ClaimsPrincipal Anonymous = new(new ClaimsIdentity());

    internal MeshContext(HopTrust hop, PeerIdentity? peer, CallerIdentity? caller, TraceLineage lineage)
    {
        Hop = hop;
        Peer = peer;
        Caller = caller;
        Lineage = lineage;
    }

    /// <summary>The immediate sender, and whether it proved that it is a configured hop.</summary>
    public HopTrust Hop { get; }

    /// <summary>The workload for which the proven hop vouches; <see langword="null"/> where no proven hop named one.</summary>
    public PeerIdentity? Peer { get; }

    /// <summary>The principal of the token validated here; <see langword="null"/> where there is no valid token.</summary>
    public CallerIdentity? Caller { get; }

    /// <summary>The trace identifiers of this request, for work done on its behalf.</summary>
    public TraceLineage Lineage { get; }

    /// <summary>
    /// The caller as a principal for ASP.NET Core's authorization; unauthenticated, never <see langword="null"/>, where there is no caller.
    /// The peer is not part of it.
    /// </summary>
    public ClaimsPrincipal User => Caller?.Principal ?? Anonymous;

    /// <summary>The id under which the mesh logs this request; made here where the proven hop sent none.</summary>
    public string RequestId => Lineage.RequestId;
}
