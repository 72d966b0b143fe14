using MeshFunctions.Headers;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits only requests whose proven hop vouches for one of the named workloads. Several ids in one attribute are alternatives;
/// several attributes must all hold. It counts as a declaration of access, demands no caller, and is not lifted by
/// <see cref="AllowAnonymousAttribute"/>. A token never makes a peer.
/// </summary>
/// <remarks>
/// Without a proven peer and without a caller the answer is 401; with either, but not the demanded peer, it is 403.
/// An id that is not a SPIFFE id of a workload (SPIFFE-ID §2) fails start-up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequirePeerAttribute : Attribute, IMeshRequirementData
{
    private readonly string[] _spiffeIds;

    /// <summary>Demands one of the workloads <paramref name="spiffeIds"/>.</summary>
    /// <param name="spiffeIds">Whole SPIFFE ids, compared ordinally, such as <c>spiffe://mesh.local/ns/edge/sa/nginx</c>; at least one.</param>
    public RequirePeerAttribute(params string[] spiffeIds)
    {
        ArgumentNullException.ThrowIfNull(spiffeIds);
        _spiffeIds = [.. spiffeIds];
    }

    /// <summary>The workloads admitted.</summary>
    public IReadOnlyList<string> SpiffeIds => _spiffeIds;

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new PeerRequirement(_spiffeIds)];

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        if (_spiffeIds.Length == 0)
        {
            yield return "[RequirePeer] names no workload; give at least one SPIFFE id";
        }

        foreach (var id in _spiffeIds)
        {
            if (!SpiffeId.TryParse(id, out var parsed) || parsed.Path.Length == 0)
            {
                yield return $"[RequirePeer(\"{id}\")] is not a workload's SPIFFE id; permitted: spiffe://trust-domain/path in lower-case trust domain, without port, query or '..'";
            }
        }
    }
}
