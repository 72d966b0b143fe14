using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization;

/// <summary>
/// Admits only requests whose proven hop vouches for one of the named workloads, or for any of a <see cref="TrustDomain"/> or <see cref="Namespace"/>. Several names in one
/// attribute are alternatives; several attributes must all hold. It counts as a declaration of access, demands no caller, and is not lifted by
/// <see cref="AllowAnonymousAttribute"/>. A token never makes a peer.
/// </summary>
/// <remarks>
/// Without a proven peer and without a caller the answer is 401; with either, but not the demanded peer, it is 403.
/// A name that is not a workload's SPIFFE id (SPIFFE-ID §2), Linkerd identity or Dapr app id fails start-up, and so do names together with a trust domain or namespace.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequirePeerAttribute : Attribute, IPeerRequirementData
{
    private readonly string[] _names;

    /// <summary>Demands one of the workloads <paramref name="names"/>, or, without any, what the properties say.</summary>
    /// <param name="names">
    /// Whole names as <see cref="PeerIdentity.Name"/> has them, compared ordinally: <c>spiffe://mesh.local/ns/edge/sa/nginx</c>,
    /// <c>linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local</c>, <c>dapr:pay/checkout</c>.
    /// </param>
    public RequirePeerAttribute(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = [.. names];
    }

    /// <summary>The workloads admitted.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>
    /// The trust domain of which any workload is admitted, such as <c>mesh.local</c>: that of its SPIFFE id or Linkerd identity; ordinal. No Dapr app id has one.
    /// Default: null, any that is configured. One that is not in <c>MeshFunctions:TrustDomains</c> fails start-up.
    /// </summary>
    public string? TrustDomain { get; set; }

    /// <summary>
    /// The Kubernetes namespace of which any workload is admitted, such as <c>edge</c> (<see cref="PeerIdentity.Namespace"/>); together with <see cref="TrustDomain"/> where both are
    /// given; ordinal. Default: null, any. Alone it fails start-up where the app has peers of several trust domains, or of Dapr beside one: each could have a namespace of that name.
    /// </summary>
    public string? Namespace { get; set; }

    /// <inheritdoc />
    public IEnumerable<IAuthorizationRequirement> GetRequirements()
    {
        if (TrustDomain is null && Namespace is null)
        {
            return [new PeerRequirement(_names)];
        }

        var origin = new PeerOriginRequirement(TrustDomain, Namespace);
        return _names.Length == 0 ? [origin] : [new PeerRequirement(_names), origin];
    }

    /// <inheritdoc />
    IEnumerable<string> IPeerRequirementData.Errors(PeerAuthorities authorities)
    {
        if (TrustDomain is not null)
        {
            return authorities.Knows(TrustDomain)
                ? []
                : [$"[RequirePeer(TrustDomain = \"{TrustDomain}\")] names a trust domain that is not configured; permitted: exactly one of MeshFunctions:TrustDomains"];
        }

        return Namespace is null || authorities.Count == 1
            ? []
            : [$"[RequirePeer(Namespace = \"{Namespace}\")] {(authorities.Count == 0 ? "can have no peer: neither a trust domain nor a hop of Dapr is configured" : "is a namespace that several trust domains, or Dapr beside one, may have")}; permitted: TrustDomain with one of MeshFunctions:TrustDomains, or whole names"];
    }

    /// <inheritdoc />
    IEnumerable<string> IMeshRequirementData.Errors()
    {
        var isOrigin = TrustDomain is not null || Namespace is not null;
        if (_names.Length == 0 && !isOrigin)
        {
            yield return "[RequirePeer] names no workload; give at least one, such as spiffe://mesh.local/ns/edge/sa/nginx, or TrustDomain, or Namespace";
        }

        if (_names.Length > 0 && isOrigin)
        {
            yield return "[RequirePeer] has names and TrustDomain or Namespace, of which neither says more than the other; give either";
        }

        if (Namespace is not null && !DnsText.IsLabel(Namespace))
        {
            yield return $"[RequirePeer(Namespace = \"{Namespace}\")] is not a namespace; permitted: 1 to 63 lower-case letters, digits and inner hyphens";
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
