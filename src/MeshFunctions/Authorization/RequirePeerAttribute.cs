using MeshFunctions.Identity;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits only requests whose proven hop vouches for one of the named workloads. Several names in one attribute are alternatives;
/// several attributes must all hold. It counts as a declaration of access, demands no caller, and is not lifted by
/// <see cref="AllowAnonymousAttribute"/>. A token never makes a peer.
/// </summary>
/// <remarks>
/// Without a proven peer and without a caller the answer is 401; with either, but not the demanded peer, it is 403.
/// A name that is not a workload's SPIFFE id (SPIFFE-ID §2), Linkerd identity or Dapr app id fails start-up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequirePeerAttribute : Attribute, IMeshRequirementData
{
    private readonly string[] _names;

    /// <summary>Demands one of the workloads <paramref name="names"/>.</summary>
    /// <param name="names">
    /// Whole names as <see cref="PeerIdentity.Name"/> has them, compared ordinally, at least one: <c>spiffe://mesh.local/ns/edge/sa/nginx</c>,
    /// <c>linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local</c>, <c>dapr:pay/checkout</c>.
    /// </param>
    public RequirePeerAttribute(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = [.. names];
    }

    /// <summary>The workloads admitted.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new PeerRequirement(_names)];

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        if (_names.Length == 0)
        {
            yield return "[RequirePeer] names no workload; give at least one, such as spiffe://mesh.local/ns/edge/sa/nginx";
        }

        foreach (var name in _names)
        {
            if (!PeerName.TryParse(name, out _))
            {
                yield return $"[RequirePeer(\"{name}\")] does not name a workload; permitted: spiffe://trust-domain/path (lower-case trust domain, no port, query or '..'), "
                    + "linkerd:account.namespace.serviceaccount.identity.control-namespace.trust-domain, dapr:namespace/app-id";
            }
        }
    }
}
