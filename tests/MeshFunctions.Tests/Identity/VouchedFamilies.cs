using MeshFunctions.Headers;
using MeshFunctions.Tests.Identity.Vouched;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

/// <summary>Every family of headers that makes claims about a user, each for a user of the group <c>staff</c>; the second half of <see cref="IdentityFamilies"/>.</summary>
internal static class VouchedFamilies
{
    public const string PayloadHeader = "x-jwt-payload";
    public const string GroupsHeader = "X-User-Groups";
    public const string RoleHeader = "X-User-Role";

    private const string UserHeader = "X-Auth-Request-User";
    private const string OwnGroupsHeader = "X-Auth-Request-Groups";

    private static readonly string Principal = EasyAuthPrincipalTests.Encode("""{"auth_typ":"aad","claims":[{"typ":"oid","val":"rita-0001"},{"typ":"groups","val":"staff"}]}""");

    public static IReadOnlyList<IdentityFamily> All { get; } =
    [
        Family(IdentitySource.EasyAuth, (MeshHeaderNames.ClientPrincipal, Principal), (MeshHeaderNames.ClientPrincipalId, "rita-0001")) with
        {
            Optional = [MeshHeaderNames.ClientPrincipalId],
            Invalid =
            [
                .. EasyAuthPrincipalTests.Hostile.Select(static row => (MeshHeaderNames.ClientPrincipal, row.Data, "principal_invalid")),
                (MeshHeaderNames.ClientPrincipal, "", "principal_missing"),
                (MeshHeaderNames.ClientPrincipalId, "rita-0002", "principal_id_differs"),
            ],
        },
        Family(IdentitySource.JwtPayload, (PayloadHeader, JwtPayloadTests.Encode("""{"sub":"rita","groups":["staff"]}"""))) with
        {
            Invalid = [.. JwtPayloadTests.Hostile.Select(static row => (PayloadHeader, row.Data, "payload_invalid")).Where(static row => row.Data.Length > 0)],
        },
        Family(IdentitySource.ClaimHeaders, (GroupsHeader, "staff"), (RoleHeader, "Orders.Write")) with
        {
            Lists = [GroupsHeader],
            Optional = [RoleHeader],
            Invalid = [(GroupsHeader, "staff,\u0001", "claim_header_invalid"), (RoleHeader, "J\u00f6rg", "claim_header_invalid")],
        },
        Family(IdentitySource.Custom, (UserHeader, "rita-0001"), (OwnGroupsHeader, "staff")) with
        {
            Lists = [OwnGroupsHeader],
            Invalid = [(UserHeader, "rita\u0001", "source_invalid"), (OwnGroupsHeader, "st\u00e4ff", "source_invalid")],
        },
    ];

    private static IdentityFamily Family(IdentitySource source, params (string Name, string Value)[] headers) =>
        new(source.ToString(), source, headers, Peer: "") { Shown = " groups=staff", Route = "vouched", TellsCertificate = false };
}
