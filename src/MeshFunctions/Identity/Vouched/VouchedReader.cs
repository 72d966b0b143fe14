using System.Collections.Frozen;
using System.Collections.Immutable;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Trust;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Identity.Vouched;

/// <summary>Reads the user claims for which the proven hop vouches, from the sources that it is configured to set and from nothing else.</summary>
internal sealed class VouchedReader
{
    private readonly FrozenDictionary<string, IVouchedSource[]> _sources;
    private readonly MeshMeters _meters;

    /// <summary>Reads for hops that passed the validators; <paramref name="own"/> are the sources of the app's own.</summary>
    public VouchedReader(
        IEnumerable<KeyValuePair<string, HopOptions>> hops, IEnumerable<IIdentitySource> own, TimeProvider time, MeshMeters meters, ILogger<VouchedReader> logger)
    {
        _meters = meters;
        var registered = own.ToList();
        _sources = hops.ToFrozenDictionary(
            hop => hop.Key, hop => SourcesOf(hop.Value, registered, time, logger).ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    public VouchedResult Read(RequestHeaders headers, HopTrust trust)
    {
        if (trust is not HopTrust.Proven hop || !_sources.TryGetValue(hop.Name, out var sources) || sources.Length == 0)
        {
            return VouchedResult.None;
        }

        var identities = ImmutableArray.CreateBuilder<VouchedIdentity>(sources.Length);
        foreach (var source in sources)
        {
            var reading = source.Read(headers, hop);
            if (reading.Refusal is { } reason)
            {
                _meters.IdentityRefused(reason);
            }
            else if (reading.Identity is { } identity)
            {
                if (identity.Claims.Count > VouchedIdentity.MaxClaims)
                {
                    _meters.IdentityRefused("claims_over_cap");
                    return new VouchedResult([], new HeaderFault(HeaderFaultKind.TooLarge, source.HeaderName));
                }

                identities.Add(identity);
            }
        }

        return identities.Count == 0 ? VouchedResult.None : new VouchedResult(identities.DrainToImmutable(), null);
    }

    private static IEnumerable<IVouchedSource> SourcesOf(HopOptions hop, List<IIdentitySource> own, TimeProvider time, ILogger logger)
    {
        foreach (var source in hop.Sets.Distinct())
        {
            switch (source)
            {
                case IdentitySource.EasyAuth:
                    yield return new EasyAuthSource();
                    break;
                case IdentitySource.JwtPayload:
                    yield return new JwtPayloadSource(hop.JwtPayloadHeader!, time);
                    break;
                case IdentitySource.ClaimHeaders:
                    yield return new ClaimHeadersSource(hop.ClaimHeaders);
                    break;
                case IdentitySource.Custom:
                    foreach (var name in hop.Sources)
                    {
                        var registered = own.First(source => string.Equals(source.Name, name, StringComparison.Ordinal));
                        yield return new CustomSource(registered, name, registered.Headers, logger);
                    }

                    break;
                default:
                    // A source of a peer, or of the transaction.
                    break;
            }
        }
    }
}
