using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust.Assertions;

/// <summary><c>Mesh-Hop-Assertion</c>: a JWS that the hop signed for this one request. Whether it was seen before is asked last, and only where the hop says so.</summary>
internal sealed class SignedAssertionProof(AssertionVerifier verifier, ReplayGuard replays) : IHopProof
{
    // The file is put there by a person or an agent.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>The proof for those of the hops that sign; null where none does.</summary>
    /// <param name="hops">All hops.</param>
    /// <param name="customHeaders">The identity headers that the configuration names.</param>
    /// <param name="store">Asked where a hop's assertions count once.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="meters">Counts keys that are not used.</param>
    /// <param name="logger">Where key files and the store are complained of.</param>
    public static SignedAssertionProof? For(
        IEnumerable<KeyValuePair<string, HopOptions>> hops,
        IEnumerable<string> customHeaders,
        IReplayStore store,
        TimeProvider clock,
        MeshMeters meters,
        ILogger logger)
    {
        AssertionHop[] signing =
        [
            .. hops.Where(static hop => hop.Value.Proof == HopProof.SignedAssertion)
                .Select(hop => new AssertionHop(hop.Key, hop.Value, new AssertionKeys(hop.Key, hop.Value, clock, meters, logger))),
        ];
        return signing.Length == 0
            ? null
            : new SignedAssertionProof(new AssertionVerifier(signing, CoveredHeaderNames.With(customHeaders), clock, logger), new ReplayGuard(store, clock, logger));
    }

    public ValueTask<ProofFinding> FindAsync(TrustRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.Proof(MeshHeader.HopAssertion) is not { } assertion)
        {
            return new(ProofFinding.Absent);
        }

        var finding = verifier.Verify(assertion, request);
        return (finding.Refusal, finding.ReplayKey) switch
        {
            (UnprovenReason.KeyUnavailable, _) => new(ProofFinding.Unavailable(Retry)),
            ({ } reason, _) => new(ProofFinding.Against(reason)),
            (null, null) => new(ProofFinding.Of(finding.Proven!)),
            (null, { } key) => UseOnceAsync(finding, key, cancellationToken),
        };
    }

    private async ValueTask<ProofFinding> UseOnceAsync(AssertionFinding finding, string key, CancellationToken cancellationToken) =>
        await replays.UseAsync(key, finding.Issued, finding.Expires, cancellationToken).ConfigureAwait(false) is { } reason
            ? ProofFinding.Against(reason)
            : ProofFinding.Of(finding.Proven!);
}
