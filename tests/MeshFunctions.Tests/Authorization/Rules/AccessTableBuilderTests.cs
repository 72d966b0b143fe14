using System.Collections.Immutable;
using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Authorization.Rules;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace MeshFunctions.Tests.Authorization.Rules;

public sealed class AccessTableBuilderTests
{
    private const string Http = "{\"name\":\"request\",\"direction\":\"In\",\"type\":\"httpTrigger\"}";
    private readonly AccessTable _table = new();
    private readonly AuthorizationOptions _options = new();
    private readonly AccessOptions _access = new();
    private readonly TokensOptions _tokens = new() { Issuers = { ["txn"] = new IssuerOptions { Kind = IssuerKind.Transaction } } };

    public static MatrixTheoryData<string, string> AttributesOnOtherTriggers => new(
        [nameof(Declarations.Guarded), nameof(Declarations.Peer), nameof(Declarations.Anonymous), nameof(Declarations.Vouched), nameof(Declarations.Own), nameof(Declarations.Within)],
        OtherTriggers);

    public static TheoryData<string> Triggers => [.. OtherTriggers];

    private static string[] OtherTriggers =>
    [
        "timerTrigger", "serviceBusTrigger", "eventHubTrigger", "kafkaTrigger", "eventGridTrigger", "queueTrigger", "blobTrigger", "cosmosDBTrigger",
        "orchestrationTrigger", "activityTrigger", "entityTrigger",
    ];

    [Theory]
    [MemberData(nameof(AttributesOnOtherTriggers))]
    public async Task T59_An_access_attribute_on_another_trigger_fails_and_names_the_function(string method, string trigger)
    {
        var errors = await BuildAsync(method, Binding(trigger));

        errors.ShouldHaveSingleItem().ShouldContain($"'{method}'");
        errors[0].ShouldContain(trigger);
        (await BuildAsync(method, Http)).ShouldBeEmpty("control");
    }

    [Theory]
    [MemberData(nameof(Triggers))]
    public async Task T59_An_access_attribute_of_the_class_is_one_of_each_of_its_functions(string trigger)
    {
        var errors = await BuildAsync(nameof(Declarations.Nothing), Binding(trigger), typeof(Declarations.Inherited));

        errors.ShouldHaveSingleItem().ShouldContain($"'{nameof(Declarations.Nothing)}'");
        (await BuildAsync(nameof(Declarations.Nothing), Binding(trigger))).ShouldBeEmpty("control");
    }

    [Theory]
    [MemberData(nameof(Triggers))]
    public async Task T59_Other_triggers_without_attributes_are_fine_and_not_in_the_table(string trigger)
    {
        (await BuildAsync(nameof(Declarations.Nothing), Binding(trigger))).ShouldBeEmpty();

        _table.TryFind(nameof(Declarations.Nothing), out _).ShouldBeFalse();
    }

    [Fact]
    public async Task BuildAsync_of_an_unknown_policy_fails_and_names_it()
    {
        var errors = await BuildAsync(nameof(Declarations.UnknownPolicy), Http);

        errors.ShouldHaveSingleItem().ShouldContain("Missing");
    }

    [Fact]
    public async Task BuildAsync_of_an_unknown_scheme_fails_and_names_those_permitted()
    {
        var errors = await BuildAsync(nameof(Declarations.Cookie), Http);

        errors.ShouldHaveSingleItem().ShouldContain("'Cookies' is unknown; permitted: Mesh, Bearer");
    }

    [Theory]
    [InlineData(nameof(Declarations.NamedPolicy))]
    [InlineData(nameof(Declarations.Nothing))]
    public async Task BuildAsync_of_a_policy_with_an_unknown_scheme_fails(string method)
    {
        var internalOnly = new AuthorizationPolicyBuilder("Internal").RequireAuthenticatedUser().Build();
        _options.AddPolicy("InternalOnly", internalOnly);
        _options.FallbackPolicy = internalOnly;

        var errors = await BuildAsync(method, Http);

        errors.ShouldHaveSingleItem().ShouldContain("'Internal' is unknown");
    }

    /// <summary>Or the app would stop starting the day on which shadow mode ends.</summary>
    [Fact]
    public async Task T81_BuildAsync_of_an_unknown_scheme_beside_a_policy_in_shadow_mode_fails_at_once()
    {
        _options.AddPolicy("InternalOnly", static policy => policy.RequireRole("x"));
        _access.Shadow["InternalOnly"] = new ShadowOptions { Until = DateTimeOffset.MaxValue };
        (await BuildAsync(nameof(Declarations.NamedPolicyOfCookies), Http)).ShouldHaveSingleItem().ShouldContain("'Cookies' is unknown");
        (await BuildAsync(nameof(Declarations.NamedPolicy), Http)).ShouldBeEmpty("control");
    }

    /// <summary>As in ASP.NET Core: a requirement by itself joins the fallback policy; an attribute of the mesh does not.</summary>
    [Fact]
    public async Task BuildAsync_of_own_requirements_alone_adds_them_to_the_fallback_policy()
    {
        _options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        (await BuildAsync(nameof(Declarations.Own), Http)).ShouldBeEmpty();

        _table.TryFind(nameof(Declarations.Own), out var rule).ShouldBeTrue();
        rule!.Policy.ShouldNotBeNull().Requirements.Select(static requirement => requirement.GetType()).ShouldBe([typeof(DenyAnonymousAuthorizationRequirement), typeof(PeerRequirement)]);
    }

    [Theory]
    [InlineData(nameof(Declarations.BadPeer), "spiffe://Mesh.Local/x")]
    [InlineData(nameof(Declarations.BadLinkerdPeer), "web.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData(nameof(Declarations.BadDaprPeer), "dapr:checkout")]
    public async Task BuildAsync_of_a_peer_whose_name_is_none_fails_and_shows_the_forms(string method, string name)
    {
        var errors = await BuildAsync(method, Http);

        errors.ShouldHaveSingleItem().ShouldContain($"\"{name}\"");
        errors[0].ShouldContain("spiffe://trust-domain/path");
        errors[0].ShouldContain("dapr:namespace/app-id");
    }

    [Fact]
    public async Task BuildAsync_of_a_trust_domain_that_is_not_configured_fails()
    {
        var errors = await BuildAsync(nameof(Declarations.OtherDomain), Http);

        errors.ShouldHaveSingleItem().ShouldStartWith($"Function '{nameof(Declarations.OtherDomain)}': [RequirePeer(TrustDomain = \"other.local\")]");
        _table.TryFind(nameof(Declarations.OtherDomain), out _).ShouldBeFalse();
    }

    [Fact]
    public async Task BuildAsync_of_peers_of_every_kind_is_fine()
    {
        (await BuildAsync(nameof(Declarations.AnyKindOfPeer), Http)).ShouldBeEmpty();

        new RequirePeerAttribute("dapr:pay/checkout").Names.ShouldBe(["dapr:pay/checkout"]);
    }

    [Fact]
    public async Task BuildAsync_knows_attributes_of_the_class_and_of_base_classes()
    {
        (await BuildAsync(nameof(Declarations.Guarded), Http, typeof(Declarations.Inherited))).ShouldBeEmpty();

        _table.TryFind(nameof(Declarations.Guarded), out var rule).ShouldBeTrue();
        rule!.Policy.ShouldNotBeNull();
        rule.MeshRequirements.Count.ShouldBe(1);
    }

    [Fact]
    public async Task BuildAsync_of_nothing_declared_has_no_policy_and_is_not_declared()
    {
        (await BuildAsync(nameof(Declarations.Nothing), Http)).ShouldBeEmpty();

        _table.TryFind(nameof(Declarations.Nothing), out var rule).ShouldBeTrue();
        rule!.Declared.ShouldBeFalse();
        rule.Policy.ShouldBeNull();
    }

    [Fact]
    public async Task BuildAsync_of_an_entry_point_that_is_not_there_leaves_the_function_out()
    {
        (await BuildAsync("NoSuchMethod", Http)).ShouldBeEmpty();

        _table.TryFind("NoSuchMethod", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(nameof(Declarations.WithinOther), "[RequireTransaction(Issuer = \"users\")] names no issuer of Kind Transaction; permitted: txn")]
    [InlineData(nameof(Declarations.WithinTwoScopesInOne), "an empty scope or one with a space")]
    [InlineData(nameof(Declarations.GroupOfTransactions), "names an issuer that is not configured")]
    public async Task T80_BuildAsync_of_transactions_that_could_never_be_fails(string method, string expected)
    {
        _tokens.Issuers["users"] = new IssuerOptions { Issuer = "https://users.example" };

        (await BuildAsync(method, Http)).ShouldHaveSingleItem().ShouldContain(expected);

        (await BuildAsync(nameof(Declarations.WithinNamed), Http)).ShouldBeEmpty("control");
    }

    [Fact]
    public async Task T80_BuildAsync_of_a_transaction_where_no_service_is_configured_fails()
    {
        (await BuildAsync(nameof(Declarations.Within), Http)).ShouldBeEmpty("control");
        _tokens.Issuers.Clear();

        (await BuildAsync(nameof(Declarations.Within), Http)).ShouldHaveSingleItem().ShouldContain("[RequireTransaction] could never hold");
    }

    [Fact]
    public async Task BuildAsync_of_a_transaction_is_a_declaration_without_a_caller()
    {
        (await BuildAsync(nameof(Declarations.WithinNamed), Http)).ShouldBeEmpty();

        _table.TryFind(nameof(Declarations.WithinNamed), out var rule).ShouldBeTrue();
        rule!.Declared.ShouldBeTrue();
        rule.Policy.ShouldBeNull();
        rule.MeshRequirements.ShouldHaveSingleItem().ShouldBeOfType<TransactionRequirement>().DemandsCaller.ShouldBeFalse();
    }

    private static string Binding(string trigger) => $$"""{"name":"message","type":"{{trigger}}","direction":"In"}""";

    private async Task<IReadOnlyList<string>> BuildAsync(string method, string binding, Type? type = null)
    {
        type ??= typeof(Declarations);
        var metadata = Substitute.For<IFunctionMetadataProvider>();
        metadata.GetFunctionMetadataAsync(Arg.Any<string>()).Returns([new DefaultFunctionMetadata
        {
            Name = method,
            ScriptFile = "MeshFunctions.Tests.dll",
            EntryPoint = $"{type.FullName}.{method}",
            RawBindings = [binding],
        }]);
        var policies = new DefaultAuthorizationPolicyProvider(Options.Create(_options));
        return await new AccessTableBuilder(metadata, policies, _table, _access, _tokens, new PeerAuthorities([], []), NullLogger<AccessTableBuilder>.Instance).BuildAsync();
    }

    internal class Declarations
    {
        [Authorize]
        public virtual void Guarded()
        {
        }

        [RequirePeer(AccessFunctions.EdgeId)]
        public static void Peer()
        {
        }

        [AllowAnonymous]
        public static void Anonymous()
        {
        }

        [RequireVouchedClaim("groups", "staff")]
        public static void Vouched()
        {
        }

        [RequireTransaction]
        public static void Within()
        {
        }

        [RequireTransaction("orders", Issuer = "TXN")]
        public static void WithinNamed()
        {
        }

        [RequireTransaction(Issuer = "users")]
        public static void WithinOther()
        {
        }

        [RequireTransaction("orders read")]
        public static void WithinTwoScopesInOne()
        {
        }

        [RequireGroup("staff", Issuer = "txn")]
        public static void GroupOfTransactions()
        {
        }

        [OwnRequirement]
        public static void Own()
        {
        }

        public virtual void Nothing()
        {
        }

        [Authorize(Policy = "InternalOnly", AuthenticationSchemes = "Cookies")]
        public static void NamedPolicyOfCookies()
        {
        }

        [Authorize(Policy = "InternalOnly")]
        public static void NamedPolicy()
        {
        }

        [Authorize(Policy = "Missing")]
        public static void UnknownPolicy()
        {
        }

        [Authorize(AuthenticationSchemes = "Bearer, Cookies")]
        public static void Cookie()
        {
        }

        [RequirePeer("spiffe://Mesh.Local/x")]
        public static void BadPeer()
        {
        }

        [RequirePeer(AccessFunctions.EdgeId, "web.pay.serviceaccount.identity.linkerd.cluster.local")]
        public static void BadLinkerdPeer()
        {
        }

        [RequirePeer("dapr:checkout", "dapr:pay/checkout")]
        public static void BadDaprPeer()
        {
        }

        [RequirePeer(TrustDomain = "other.local")]
        public static void OtherDomain()
        {
        }

        [RequirePeer(AccessFunctions.EdgeId, "linkerd:web.pay.serviceaccount.identity.linkerd.cluster.local", "dapr:pay/checkout")]
        public static void AnyKindOfPeer()
        {
        }

        [RequirePeer(AccessFunctions.EdgeId)]
        internal abstract class Inherited : Declarations
        {
            public override void Guarded()
            {
            }

            public override void Nothing()
            {
            }
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class OwnRequirementAttribute : Attribute, IAuthorizationRequirementData
    {
        public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new PeerRequirement([AccessFunctions.EdgeId])];
    }
}
