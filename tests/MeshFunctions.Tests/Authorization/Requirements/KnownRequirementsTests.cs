using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace MeshFunctions.Tests.Authorization.Requirements;

public sealed class KnownRequirementsTests(KeyServer server)
{
    private static readonly DenyAnonymousAuthorizationRequirement Somebody = new();
    private static readonly TrustedHopRequirement Hop = (TrustedHopRequirement)new RequireTrustedHopAttribute().GetRequirements().Single();

    [Fact]
    public async Task Hold_for_a_caller_and_for_nobody_else()
    {
        var caller = await CallerAsync();
        KnownRequirements.Hold([Somebody], Mesh(caller)).ShouldBeTrue();
        KnownRequirements.Hold([Somebody], Mesh(caller: null)).ShouldBeFalse();
    }

    [Fact]
    public async Task Hold_for_one_of_the_roles_compared_by_case()
    {
        var caller = await CallerAsync();
        KnownRequirements.Hold([new RolesAuthorizationRequirement(["other", "Orders.Write"])], Mesh(caller)).ShouldBeTrue();
        KnownRequirements.Hold([new RolesAuthorizationRequirement(["orders.write"])], Mesh(caller)).ShouldBeFalse();
        KnownRequirements.Hold([new RolesAuthorizationRequirement(["Orders.Write"])], Mesh(caller: null)).ShouldBeFalse();
    }

    [Fact]
    public async Task Hold_where_all_do()
    {
        var caller = await CallerAsync();
        KnownRequirements.Hold([Somebody, Hop], Mesh(caller)).ShouldBeFalse("the hop");
        KnownRequirements.Hold([Hop, Somebody], Mesh(caller)).ShouldBeFalse("the hop");
        KnownRequirements.Hold([Hop, Somebody], Mesh(caller, hop: true)).ShouldBeTrue();
    }

    [Fact]
    public async Task Hold_not_where_nothing_is_required() => KnownRequirements.Hold([], Mesh(await CallerAsync())).ShouldBeFalse();

    [Fact]
    public async Task Hold_not_where_one_is_of_another_kind()
    {
        var caller = await CallerAsync();
        KnownRequirements.Hold([Somebody, new AssertionRequirement(static _ => true)], Mesh(caller)).ShouldBeFalse("it is asked of the service");
        KnownRequirements.Hold([new StricterRequirement()], Mesh(caller)).ShouldBeFalse("it may demand more");
        KnownRequirements.Hold([new ClaimsAuthorizationRequirement("sub", ["rita"])], Mesh(caller)).ShouldBeFalse("it is asked of the service");
    }

    private static MeshContext Mesh(CallerIdentity? caller, bool hop = false) => new(
        "f",
        hop ? new HopTrust.Proven("sidecar", subject: null, [IdentitySource.NginxCertificate]) : new HopTrust.Unproven(UnprovenReason.ProofMissing),
        peer: null,
        caller,
        new TraceLineage("0af7651916cd43dd8448eb211c80319c", 0, "r"));

    private async Task<CallerIdentity> CallerAsync()
    {
        var scene = new TokenScene(server);
        return new CallerIdentity(await scene.AcceptAsync(scene.Valid()));
    }
}
