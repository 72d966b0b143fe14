using System.Collections.Frozen;
using System.Collections.Immutable;
using MeshFunctions.Credentials;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust;

/// <summary>
/// Decides which configured hop a request came through. Every kind of proof is looked for, and one that is there and does not hold is never outvoted by
/// another that does.
/// </summary>
internal sealed class HopTrustEvaluator
{
    private static readonly FrozenDictionary<UnprovenReason, HopTrustResult> Unproven =
        Enum.GetValues<UnprovenReason>().ToFrozenDictionary(reason => reason, reason => new HopTrustResult(new HopTrust.Unproven(reason), null));

    private readonly ImmutableArray<IHopProof> _proofs;
    private readonly MeshMeters _meters;

    /// <summary>Evaluates for hops that passed <see cref="HopsValidator"/>; <paramref name="leases"/> may be null where none of them has a key.</summary>
    public HopTrustEvaluator(
        IEnumerable<KeyValuePair<string, HopOptions>> hops,
        SecretLeases? leases,
        TimeProvider time,
        MeshMeters meters,
        ILogger<HopTrustEvaluator> logger,
        SignedAssertionProof? assertions = null)
    {
        _meters = meters;
        var sharedKeys = hops.Where(hop => hop.Value.Proof == HopProof.SharedKey)
            .Select(hop => new SharedKeyHop(
                hop.Key, hop.Value, leases ?? throw new ArgumentNullException(nameof(leases), "A hop's key is leased from a vault."), time, logger))
            .ToImmutableArray();
        List<(IHopProof Proof, MeshHeader Header)> proofs = [];
        if (!sharedKeys.IsEmpty)
        {
            proofs.Add((new SharedKeyProof(sharedKeys), MeshHeader.HopKey));
        }

        if (assertions is not null)
        {
            proofs.Add((assertions, MeshHeader.HopAssertion));
        }

        _proofs = proofs.Count == 0 ? [] : [.. proofs.Select(static proof => proof.Proof), new UnclaimedProof(proofs.Select(static proof => proof.Header))];
    }

    /// <summary>Judges one request. Throws nothing but <see cref="OperationCanceledException"/>.</summary>
    public async ValueTask<HopTrustResult> EvaluateAsync(TrustRequest request, CancellationToken cancellationToken)
    {
        if (_proofs.IsEmpty)
        {
            return Refuse(UnprovenReason.NoHopConfigured, null);
        }

        var finding = ProofFinding.Absent;
        foreach (var proof in _proofs)
        {
            finding = finding.And(await proof.FindAsync(request, cancellationToken).ConfigureAwait(false));
        }

        return finding.Refusal is { } reason
            ? Refuse(reason, finding.RetryAfter)
            : finding.Proven ?? Refuse(UnprovenReason.ProofMissing, null);
    }

    private HopTrustResult Refuse(UnprovenReason reason, TimeSpan? retryAfter)
    {
        _meters.HopUnproven(reason.ToLabel());
        return retryAfter is null ? Unproven[reason] : Unproven[reason] with { RetryAfter = retryAfter };
    }
}
