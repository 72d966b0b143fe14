using System.Security.Claims;
using MeshFunctions.Headers;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Vouched;

/// <summary>
/// <c>X-MS-CLIENT-PRINCIPAL</c> of App Service Authentication. <c>X-MS-CLIENT-PRINCIPAL-ID</c> makes nobody by itself, but where it is there, a claim that holds an id
/// must say the same.
/// </summary>
internal sealed class EasyAuthSource : IVouchedSource
{
    private static readonly string[] IdTypes =
        ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier", "sub", ClaimTypes.NameIdentifier];

    private readonly ParsedValues<EasyAuthPrincipal> _principals = new(EasyAuthPrincipal.TryParse);

    public string HeaderName => MeshHeaderNames.ClientPrincipal;

    public VouchedReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var value = headers.Identity(hop, MeshHeader.ClientPrincipal);
        var id = headers.Identity(hop, MeshHeader.ClientPrincipalId);
        if (string.IsNullOrEmpty(value))
        {
            return string.IsNullOrEmpty(id) ? default : VouchedReading.Refused("principal_missing");
        }

        if (!_principals.TryRead(value, out var principal))
        {
            return VouchedReading.Refused("principal_invalid");
        }

        return string.IsNullOrEmpty(id) || principal.Claims.Any(claim => IsId(claim, id))
            ? VouchedReading.Of(new VouchedIdentity(hop.Name, IdentitySource.EasyAuth, nameof(IdentitySource.EasyAuth), principal.Claims, principal.Types))
            : VouchedReading.Refused("principal_id_differs");
    }

    private static bool IsId(VouchedClaim claim, string id) =>
        string.Equals(claim.Value, id, StringComparison.Ordinal) && IdTypes.Contains(claim.Type, StringComparer.Ordinal);
}
