using MeshFunctions.Headers;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Vouched;

/// <summary>The payload of a token that the hop validated. An expired one is nobody: the hop that forwards it cannot have validated it just now.</summary>
internal sealed class JwtPayloadSource(string headerName, TimeProvider time) : IVouchedSource
{
    /// <summary>By how much the hop's clock may differ from ours, in seconds; Envoy's own default.</summary>
    private const double ClockSkew = 60;

    private readonly ParsedValues<JwtPayload> _payloads = new(JwtPayload.TryParse);

    public string HeaderName => headerName;

    public VouchedReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var value = headers.Identity(hop, headerName);
        if (string.IsNullOrEmpty(value))
        {
            return default;
        }

        if (!_payloads.TryRead(value, out var payload))
        {
            return VouchedReading.Refused("payload_invalid");
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        return payload.Expires is { } expires && now >= expires + ClockSkew
            ? VouchedReading.Refused("payload_expired")
            : VouchedReading.Of(new VouchedIdentity(hop.Name, IdentitySource.JwtPayload, nameof(IdentitySource.JwtPayload), payload.Claims, ClaimTypeNames.OfTokens));
    }
}
