using System.Collections.Immutable;
using MeshFunctions.Credentials;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Trust.Assertions;
using MeshFunctions.Trust.Certificates;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust;

/// <summary>What to look for in a request, for hops that passed <see cref="HopsValidator"/>.</summary>
internal static class HopProofs
{
    /// <summary>One proof for each way in which hops show themselves, and one against material that none of them uses.</summary>
    public static ImmutableArray<IHopProof> For(
        IReadOnlyCollection<KeyValuePair<string, HopOptions>> hops,
        SecretLeases? leases,
        SignedAssertionProof? assertions,
        CertificateCheckers? certificates,
        TimeProvider time,
        ILogger logger)
    {
        if (hops.Count == 0)
        {
            return [];
        }

        var keys = Of(hops, HopProof.SharedKey)
            .Select(hop => new SharedKeyHop(hop.Key, hop.Value, leases ?? throw Missing(nameof(leases)), time, logger))
            .GroupBy(static hop => hop.Header)
            .ToImmutableArray();
        return
        [
            .. keys.Select(static group => new SharedKeyProof(group.Key, group)),
            .. assertions is null ? (IHopProof[])[] : [assertions],
            .. Certificates([.. Of(hops, HopProof.ClientCertificate)], certificates),
            .. Of(hops, HopProof.AppServiceAuthentication).Select(static hop => new AppServiceAuthenticationProof(hop.Key, hop.Value)),
            new UnclaimedProof([.. keys.Select(static group => group.Key), .. assertions is null ? (MeshHeader[])[] : [MeshHeader.HopAssertion]]),
        ];
    }

    /// <summary>The hop that a request without any proof came through; null where none is configured so.</summary>
    public static HopTrustResult? WithoutProof(IEnumerable<KeyValuePair<string, HopOptions>> hops) => Of(hops, HopProof.MeshIsolation)
        .Select(static hop => new HopTrustResult(new HopTrust.Proven(hop.Key, subject: null, hop.Value), RetryAfter: null))
        .SingleOrDefault();

    private static IEnumerable<IHopProof> Certificates(ImmutableArray<KeyValuePair<string, HopOptions>> hops, CertificateCheckers? checkers)
    {
        if (!hops.IsEmpty)
        {
            yield return new ClientCertificateProof(Arriving(forwarded: false), Arriving(forwarded: true));
        }

        CertificateHops Arriving(bool forwarded) => new(hops.Where(hop => hop.Value.AppService == forwarded)
            .Select(hop => new CertificateHop(hop.Key, hop.Value, checkers ?? throw Missing(nameof(checkers)))));
    }

    private static IEnumerable<KeyValuePair<string, HopOptions>> Of(IEnumerable<KeyValuePair<string, HopOptions>> hops, HopProof proof) =>
        hops.Where(hop => hop.Value.Proof == proof);

    private static ArgumentNullException Missing(string what) => new(what, "A hop's proof needs it.");
}
