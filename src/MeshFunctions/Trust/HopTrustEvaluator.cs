using System.Collections.Immutable;
using MeshFunctions.Credentials;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust;

/// <summary>
/// Decides which configured hop a request came through. Every kind of proof is looked for, and one that is there and does not hold is never outvoted by
/// another that does.
/// </summary>
internal sealed class HopTrustEvaluator
{
    // By the number of the reason.
    private static readonly HopTrustResult[] Unproven = [.. Enum.GetNames<UnprovenReason>().Select(static (_, number) => new HopTrustResult(new HopTrust.Unproven((UnprovenReason)number), null))];

    private readonly ImmutableArray<IHopProof> _proofs;
    private readonly HopTrustResult? _withoutProof;
    private readonly MeshMeters _meters;

    /// <summary>
    /// Evaluates for hops that passed <see cref="HopsValidator"/>; <paramref name="leases"/> may be null where none of them has a key, and
    /// <paramref name="certificates"/> where none shows a certificate.
    /// </summary>
    public HopTrustEvaluator(
        IReadOnlyCollection<KeyValuePair<string, HopOptions>> hops,
        SecretLeases? leases,
        TimeProvider time,
        MeshMeters meters,
        ILogger<HopTrustEvaluator> logger,
        SignedAssertionProof? assertions = null,
        CertificateCheckers? certificates = null)
    {
        _meters = meters;
        _proofs = HopProofs.For(hops, leases, assertions, certificates, time, logger);
        _withoutProof = HopProofs.WithoutProof(hops);
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

        if (finding.Refusal is { } reason)
        {
            return Refuse(reason, finding.RetryAfter);
        }

        // A repeated or oversized proof reads as an absent one; the request is refused for it, and must not count as one without proof until then.
        return finding.Proven ?? (request.Headers.Fault is null ? _withoutProof : null) ?? Refuse(UnprovenReason.ProofMissing, null);
    }

    private HopTrustResult Refuse(UnprovenReason reason, TimeSpan? retryAfter)
    {
        _meters.HopUnproven(reason.ToLabel());
        return retryAfter is null ? Unproven[(int)reason] : Unproven[(int)reason] with { RetryAfter = retryAfter };
    }
}
