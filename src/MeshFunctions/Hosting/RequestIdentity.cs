using System.Collections.Immutable;
using MeshFunctions.Identity;

namespace MeshFunctions.Hosting;

/// <summary>What the identity stage found.</summary>
/// <param name="Peer">The workload that the proven hop named.</param>
/// <param name="Caller">The principal of the valid token.</param>
/// <param name="TokenRefused">There was a token, and it was refused.</param>
/// <param name="TokenRetryAfter">There was a token that could not be judged for want of its issuer's keys.</param>
/// <param name="Fault">The request must be answered at once, whatever the function declares.</param>
internal sealed record RequestIdentity(PeerIdentity? Peer, CallerIdentity? Caller, bool TokenRefused, TimeSpan? TokenRetryAfter, Problem? Fault)
{
    /// <summary>Whom the sources of the proven hop vouch for beside peer and caller.</summary>
    public ImmutableArray<VouchedIdentity> Vouched { get; init; } = [];

    /// <summary>The transaction of the valid transaction token that the proven hop brought.</summary>
    public Transaction? Transaction { get; init; }

    /// <summary>There was a transaction token that could not be judged for want of its service's keys.</summary>
    public TimeSpan? TransactionRetryAfter { get; init; }

    /// <summary>Whether peer or caller is that of a developer's machine, which nobody proved.</summary>
    public bool IsDevelopment { get; init; }

    public static RequestIdentity Faulty(Problem fault) => new(null, null, false, null, fault);
}
