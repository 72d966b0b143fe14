using System.Collections.Immutable;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Vouched;

/// <summary>Claims of which each has a header, as API Management sets them. One malformed header spoils them all: half of what a hop says may mean the opposite.</summary>
internal sealed class ClaimHeadersSource(IEnumerable<ClaimHeaderOptions> headers) : IVouchedSource
{
    private readonly ImmutableArray<(string Header, string Claim, char? Separator)> _headers =
        [.. headers.Select(header => (header.Header!, header.Claim!, header.Separator is [var separator] ? separator : (char?)null))];

    public string HeaderName => _headers[0].Header;

    public VouchedReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var claims = new List<VouchedClaim>();
        foreach (var (name, claim, separator) in _headers)
        {
            if (headers.Identity(hop, name) is not { } value)
            {
                continue;
            }

            if (!ClaimHeaderText.TryParse(value, separator, out var values))
            {
                return VouchedReading.Refused("claim_header_invalid");
            }

            claims.AddRange(values.Select(text => new VouchedClaim(claim, text)));
        }

        return claims.Count == 0
            ? default
            : VouchedReading.Of(new VouchedIdentity(hop.Name, IdentitySource.ClaimHeaders, nameof(IdentitySource.ClaimHeaders), [.. claims], ClaimTypeNames.OfTokens));
    }
}
