using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Authorization.Requirements;

/// <summary>Which programs, scopes, roles and groups a token of each kind of issuer has, and which not.</summary>
public sealed class CallerRequirementTests(KeyServer server)
{
    private const string Resource = "/subscriptions/11111111-1111-1111-1111-111111111111/resourcegroups/Shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";
    private const string Client = "22222222-2222-2222-2222-222222222222";

    [Theory]
    [InlineData("oid:" + TokenScene.ObjectId, true)]
    [InlineData("client:" + Client, true)]
    [InlineData(Resource, true)]
    [InlineData("/SUBSCRIPTIONS/11111111-1111-1111-1111-111111111111/resourceGroups/shop/providers/microsoft.managedidentity/userassignedidentities/ORDERS", true)]
    [InlineData("oid:" + Client, false)]
    [InlineData("client:" + TokenScene.ObjectId, false)]
    [InlineData(Resource + "2", false)]
    [InlineData("spiffe://mesh.local/ns/shop/sa/orders", false)]
    public async Task T42_RequireCaller_managed_identity(string name, bool admitted)
    {
        foreach (var version1 in new[] { false, true })
        {
            var scene = new TokenScene(server, IssuerKind.Entra, version1: version1);
            var token = await scene.AcceptAsync(scene.Valid().Claim(version1 ? "appid" : "azp", Client).Claim("xms_mirid", Resource).Claim("idtyp", "app"));
            IsMet(new RequireCallerAttribute(name), token).ShouldBe(admitted);
            IsMet(new RequireCallerAttribute("oid:33333333-3333-3333-3333-333333333333", name), token).ShouldBe(admitted);
        }
    }

    [Fact]
    public async Task T42_RequireCaller_other_letters_are_not_those_that_they_look_like()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var token = await scene.AcceptAsync(scene.Valid().Claim("xms_mirid", Resource.Replace("Shop", "ban\u212as", StringComparison.Ordinal)));
        IsMet(new RequireCallerAttribute(Resource.Replace("Shop", "banks", StringComparison.Ordinal)), token).ShouldBeFalse();
    }

    [Fact]
    public async Task T30_requirements_of_one_issuer_are_not_met_by_the_tokens_of_another()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var token = await scene.AcceptAsync(scene.Valid().Claim("azp", Client).ClaimJson("groups", """["staff"]"""));
        foreach (var (issuer, admitted) in new[] { (null, true), ("Main", true), (scene.Issuer.Issuer, true), ("other", false), (scene.Issuer.Issuer + "/", false) })
        {
            IsMet(new RequireCallerAttribute("client:" + Client) { Issuer = issuer }, token).ShouldBe(admitted);
            IsMet(new RequireGroupAttribute("staff") { Issuer = issuer }, token).ShouldBe(admitted);
            IsMet(new RequireScopeOrAppRoleAttribute("Orders.Write") { Issuer = issuer }, token).ShouldBe(admitted);
        }
    }

    [Fact]
    public void Errors_names_that_several_tenants_or_clusters_may_give()
    {
        const string one = "11111111-1111-1111-1111-111111111111", two = "22222222-2222-2222-2222-222222222222";
        var tokens = new TokensOptions
        {
            Issuers =
            {
                ["entra"] = new IssuerOptions { Kind = IssuerKind.Entra, Issuer = "https://login.microsoftonline.com/{tenantid}/v2.0", Tenants = { one, two } },
                ["v1"] = new IssuerOptions { Kind = IssuerKind.Entra, Issuer = $"https://sts.windows.net/{one}/" },
                ["blue"] = new IssuerOptions { Kind = IssuerKind.Kubernetes, Issuer = "https://blue.example" },
                ["green"] = new IssuerOptions { Kind = IssuerKind.Kubernetes, Issuer = "https://green.example" },
                ["mesh"] = new IssuerOptions { Kind = IssuerKind.Spiffe, TrustDomain = "mesh.local" },
            },
        };
        Errors(new RequireCallerAttribute("client:" + Client)).ShouldHaveSingleItem().ShouldContain("several tenants or clusters");
        Errors(new RequireCallerAttribute("client:" + Client) { Issuer = "entra" }).ShouldHaveSingleItem().ShouldContain("several tenants or clusters");
        Errors(new RequireCallerAttribute("kubernetes:shop/orders")).ShouldHaveSingleItem().ShouldContain("several tenants or clusters");
        Errors(new RequireCallerAttribute("client:" + Client) { Issuer = $"https://login.microsoftonline.com/{two}/v2.0" }).ShouldBeEmpty();
        Errors(new RequireCallerAttribute("client:" + Client) { Issuer = "v1" }).ShouldBeEmpty();
        Errors(new RequireCallerAttribute("kubernetes:shop/orders") { Issuer = "Green" }).ShouldBeEmpty();
        Errors(new RequireCallerAttribute("oid:" + TokenScene.ObjectId, TokenScene.Workload)).ShouldBeEmpty();
        Errors(new RequireCallerAttribute(TokenScene.Workload) { Issuer = "spiffe://mesh.local" }).ShouldBeEmpty();
        foreach (ITokenRequirementData unknown in new ITokenRequirementData[]
            { new RequireCallerAttribute("x") { Issuer = "nobody" }, new RequireGroupAttribute("x") { Issuer = "nobody" }, new RequireScopeOrAppRoleAttribute("x") { Issuer = "nobody" } })
        {
            Errors(unknown).ShouldHaveSingleItem().ShouldContain("is not configured");
        }

        tokens.Issuers.Remove("entra");
        Errors(new RequireCallerAttribute("client:" + Client)).ShouldBeEmpty("one tenant, in whichever form");

        IEnumerable<string> Errors(ITokenRequirementData attribute) => attribute.Errors(tokens);
    }

    [Fact]
    public void Errors_a_GUID_in_the_address_of_a_cluster_is_no_tenant()
    {
        const string cluster = "33333333-3333-3333-3333-333333333333";
        var tokens = new TokensOptions
        {
            Issuers =
            {
                ["east"] = new IssuerOptions { Kind = IssuerKind.Kubernetes, Issuer = $"https://eastus.oic.prod-aks.azure.com/{cluster}/" },
                ["west"] = new IssuerOptions { Kind = IssuerKind.Kubernetes, Issuer = $"https://westus.oic.prod-aks.azure.com/{cluster}/" },
            },
        };
        ITokenRequirementData account = new RequireCallerAttribute("kubernetes:shop/orders");
        account.Errors(tokens).ShouldHaveSingleItem().ShouldContain("several tenants or clusters");
        tokens.Issuers.Remove("west");
        account.Errors(tokens).ShouldBeEmpty();
    }

    [Fact]
    public async Task T42_RequireCaller_a_person_with_the_same_ids_is_not_admitted()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var person = scene.Valid().Claim("azp", Client).Claim("xms_mirid", Resource).Claim("scp", "Orders.Read").Claim("sub", "pairwise");
        var token = await scene.AcceptAsync(person);
        token.SubjectKind.ShouldBe(SubjectKind.User);
        token.WorkloadNames.ShouldBeEmpty();
        foreach (var name in new[] { "oid:" + TokenScene.ObjectId, "client:" + Client, Resource })
        {
            IsMet(new RequireCallerAttribute(name), token).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task T42_RequireCaller_claims_of_another_kind_of_issuer_name_nobody()
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid().Claim("oid", TokenScene.ObjectId).Claim("azp", Client).Claim("idtyp", "app").Claim("xms_mirid", Resource).Claim("sub", TokenScene.ObjectId));
        token.WorkloadNames.ShouldBeEmpty();
        IsMet(new RequireCallerAttribute("oid:" + TokenScene.ObjectId, Resource), token).ShouldBeFalse();
    }

    [Theory]
    [InlineData(IssuerKind.Kubernetes, "kubernetes:shop/orders", true)]
    [InlineData(IssuerKind.Kubernetes, "kubernetes:shop/order", false)]
    [InlineData(IssuerKind.Kubernetes, "kubernetes:pay/orders", false)]
    [InlineData(IssuerKind.Spiffe, TokenScene.Workload, true)]
    [InlineData(IssuerKind.Spiffe, TokenScene.Workload + "s", false)]
    [InlineData(IssuerKind.Spiffe, "kubernetes:shop/orders", false)]
    public async Task RequireCaller_service_accounts_and_SPIFFE_workloads(IssuerKind kind, string name, bool admitted)
    {
        var scene = new TokenScene(server, kind);
        var token = await scene.AcceptAsync(scene.Valid());
        IsMet(new RequireCallerAttribute(name), token).ShouldBe(admitted);
        IsMet(new RequireCallerAttribute(name) { Issuer = "MAIN" }, token).ShouldBe(admitted);
        IsMet(new RequireCallerAttribute(name) { Issuer = "other" }, token).ShouldBeFalse();
    }

    [Fact]
    public async Task RequireScopeOrAppRole_scopes_are_for_people_and_roles_for_programs()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var person = await scene.AcceptAsync(scene.Valid().Claim("sub", "pairwise").Claim("scp", "Orders.Read Orders.List").Claim("roles", "Orders.Read.All"));
        var program = await scene.AcceptAsync(scene.Valid().Claim("roles", "Orders.Read.All"));
        var attribute = new RequireScopeOrAppRoleAttribute("Orders.Read") { AppRoles = ["Orders.Read.All"] };
        IsMet(attribute, person).ShouldBeTrue();
        IsMet(attribute, program).ShouldBeTrue();

        IsMet(new RequireScopeOrAppRoleAttribute("Orders.Write") { AppRoles = ["Orders.Read.All"] }, person).ShouldBeFalse("a person's role is no app role");
        IsMet(new RequireScopeOrAppRoleAttribute("Orders.Read"), program).ShouldBeFalse("the same name by default");
        IsMet(new RequireScopeOrAppRoleAttribute("orders.read"), person).ShouldBeFalse("ordinal");
        IsMet(new RequireScopeOrAppRoleAttribute("Orders.Read.All") { AppRoles = [] }, program).ShouldBeFalse();

        var unknown = new TokenScene(server);
        IsMet(new RequireScopeOrAppRoleAttribute("orders"), await unknown.AcceptAsync(unknown.Valid())).ShouldBeTrue();
        IsMet(new RequireScopeOrAppRoleAttribute("Orders.Write"), await unknown.AcceptAsync(unknown.Valid())).ShouldBeFalse("a role of an issuer that does not say what it speaks for");
    }

    [Fact]
    public async Task T35_RequireGroup_groups_left_out_deny_and_say_why()
    {
        var scene = new TokenScene(server, IssuerKind.Entra);
        var attribute = new RequireGroupAttribute("staff", "admins");
        var requirement = (MeshRequirement)attribute.GetRequirements().Single();
        var member = await scene.AcceptAsync(scene.Valid().ClaimJson("groups", """["other","staff"]"""));
        IsMet(attribute, member).ShouldBeTrue();

        var stranger = await scene.AcceptAsync(scene.Valid().ClaimJson("groups", """["other","Staff"]"""));
        IsMet(attribute, stranger).ShouldBeFalse();
        requirement.Describe(Mesh(stranger)).ShouldBe("group");

        var overage = await scene.AcceptAsync(scene.Valid().ClaimJson("_claim_names", """{"groups":"src1"}"""));
        IsMet(attribute, overage).ShouldBeFalse();
        requirement.Describe(Mesh(overage)).ShouldBe("group; the token leaves groups out");
    }

    [Theory]
    [InlineData("oid:0F0E0D0C-0b0a-0908-0706-050403020100")]
    [InlineData("oid:orders")]
    [InlineData("client:")]
    [InlineData("kubernetes:shop")]
    [InlineData("kubernetes:shop/orders/x")]
    [InlineData("kubernetes:shop:orders")]
    [InlineData("spiffe://Mesh.local/x")]
    [InlineData("spiffe://mesh.local")]
    [InlineData("/subscriptions/")]
    [InlineData("/subscriptions//x")]
    [InlineData("/tenants/x")]
    [InlineData("orders")]
    [InlineData("")]
    [InlineData(null)]
    public void Errors_name_that_no_token_could_have(string? name) =>
        ((IMeshRequirementData)new RequireCallerAttribute(name!)).Errors().ShouldHaveSingleItem().ShouldContain("does not name a program");

    [Fact]
    public void Errors_of_every_attribute()
    {
        IMeshRequirementData[] bad =
        [
            new RequireCallerAttribute(), new RequireScopeOrAppRoleAttribute(), new RequireScopeOrAppRoleAttribute("a b"), new RequireScopeOrAppRoleAttribute("a") { AppRoles = [""] },
            new RequireGroupAttribute(), new RequireGroupAttribute(""), new RequireTrustedHopAttribute(""),
        ];
        bad.ShouldAllBe(static attribute => attribute.Errors().Count() == 1);
        IMeshRequirementData[] good =
        [
            new RequireCallerAttribute("oid:" + TokenScene.ObjectId, "client:" + Client, Resource, "kubernetes:shop/orders", TokenScene.Workload),
            new RequireScopeOrAppRoleAttribute("a"), new RequireScopeOrAppRoleAttribute { AppRoles = ["a"] }, new RequireGroupAttribute("a"), new RequireTrustedHopAttribute(),
        ];
        good.ShouldAllBe(static attribute => !attribute.Errors().Any());
    }

    [Fact]
    public void RequireTrustedHop_any_proven_hop_a_named_one_and_cryptographic_ones_only()
    {
        var key = new HopTrust.Proven("sidecar", null, new HopOptions { Proof = HopProof.SharedKey });
        var word = new HopTrust.Proven("platform", null, new HopOptions { Proof = HopProof.AppServiceAuthentication });
        var nobody = new HopTrust.Unproven(UnprovenReason.ProofMissing);
        IsMet(new RequireTrustedHopAttribute(), key).ShouldBeTrue();
        IsMet(new RequireTrustedHopAttribute(), word).ShouldBeTrue();
        IsMet(new RequireTrustedHopAttribute(), nobody).ShouldBeFalse();
        IsMet(new RequireTrustedHopAttribute("SIDECAR"), key).ShouldBeTrue();
        IsMet(new RequireTrustedHopAttribute("other"), key).ShouldBeFalse();
        IsMet(new RequireTrustedHopAttribute { Cryptographic = true }, key).ShouldBeTrue();
        IsMet(new RequireTrustedHopAttribute { Cryptographic = true }, word).ShouldBeFalse();
    }

    private static bool IsMet(IMeshRequirementData attribute, ValidatedToken token)
    {
        var requirement = (MeshRequirement)attribute.GetRequirements().Single();
        requirement.DemandsCaller.ShouldBeTrue();
        requirement.IsMetBy(Mesh(null)).ShouldBeFalse("nobody");
        return requirement.IsMetBy(Mesh(token));
    }

    private static bool IsMet(RequireTrustedHopAttribute attribute, HopTrust hop) =>
        ((MeshRequirement)attribute.GetRequirements().Single()).IsMetBy(new MeshContext("f", hop, null, null, new TraceLineage("0af7651916cd43dd8448eb211c80319c", 0, "r")));

    private static MeshContext Mesh(ValidatedToken? token) => new(
        "f", new HopTrust.Unproven(UnprovenReason.ProofMissing), null, token is null ? null : new CallerIdentity(token), new TraceLineage("0af7651916cd43dd8448eb211c80319c", 0, "r"));
}
