using System.Security.Claims;
using System.Text;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Tokens.Caching;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

/// <summary>Claims are made when they are read, and nobody can tell.</summary>
public sealed class TokenIdentityTests(KeyServer server)
{
    private const string Mixed = """["a",1,{"b":2},[3],null,"",true,-1.5e3,"\u00e4\n"]""";

    /// <summary>What is asked first must not change what is seen later.</summary>
    public static TheoryData<string> FirstSteps => [.. Steps.Keys];

    private static Dictionary<string, Action<ClaimsIdentity>> Steps { get; } = new(StringComparer.Ordinal)
    {
        ["nothing"] = static _ => { },
        ["name"] = static user => _ = user.Name,
        ["role"] = static user => user.HasClaim("roles", "Orders.Read").ShouldBeTrue(),
        ["find"] = static user => user.FindFirst("list").ShouldNotBeNull(),
        ["find none"] = static user => user.FindFirst("nobody").ShouldBeNull(),
        ["find all"] = static user => user.FindAll("list").ShouldNotBeEmpty(),
        ["predicate"] = static user => user.HasClaim(static claim => claim.Type is "sub").ShouldBeTrue(),
        ["enumerate"] = static user => user.Claims.ShouldNotBeEmpty(),
        ["type"] = static user => user.AuthenticationType.ShouldBe("Mesh"),
        ["clone"] = static user => user.Clone().Claims.Count().ShouldBe(user.Claims.Count()),
        ["add"] = static user => user.AddClaim(new Claim("list", "more")),
        ["add several"] = static user => user.AddClaims([new Claim("roles", "Admin"), new Claim("x", "y")]),
        ["remove"] = static user => user.RemoveClaim(user.FindFirst("list")),
        ["remove a role"] = static user => user.TryRemoveClaim(user.FindFirst("roles")).ShouldBeTrue(),
        ["remove what is not there"] = static user => user.TryRemoveClaim(new Claim("sub", "user-1")).ShouldBeFalse(),
        ["label"] = static user => (user.Label, user.BootstrapContext, user.Actor) = ("label", "context", new ClaimsIdentity([new Claim("a", "b")])),
    };

    [Theory]
    [MemberData(nameof(FirstSteps))]
    public async Task Identity_isAsAnOrdinaryOne_whateverComesFirst(string first)
    {
        var scene = new TokenScene(server);
        var text = scene.Valid().ClaimJson("list", Mixed).ClaimJson("Roles", "[\"Admin\"]").ClaimJson("r\\u006fles2", "1").ClaimJson("object", """{"a":[1]}""").ClaimJson("none", "null").Build();
        var fresh = await scene.ValidateAsync(text);
        var cached = await TokenCacheTests.CacheAsync(scene, text);
        foreach (var token in new[] { fresh.Token!, cached.Token!, cached.Token! })
        {
            var lazy = token.CreateIdentity("Mesh");
            var ordinary = Ordinary(token.CreateIdentity("Mesh"));
            Steps[first](lazy);
            Steps[first](ordinary);
            foreach (var then in Steps.Values)
            {
                ShouldLookLike(lazy.Clone(), ordinary.Clone());
                then(lazy);
                then(ordinary);
                ShouldLookLike(lazy, ordinary);
            }
        }
    }

    [Fact]
    public async Task Identity_copies_haveTheClaims()
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid());
        var expected = token.CreateIdentity("Mesh").Claims.Select(static claim => claim.ToString()).ToList();
        expected.Count.ShouldBe(11);
        ClaimsIdentity[] copies =
        [
            new(token.CreateIdentity("Mesh")),
            new(token.CreateIdentity("Mesh"), []),
            new(token.CreateIdentity("Mesh").Claims, "Other"),
            token.CreateIdentity("Mesh").Clone(),
            new ClaimsPrincipal(token.CreateIdentity("Mesh")).Clone().Identities.Single(),
            Written(token.CreateIdentity("Mesh")),
        ];
        foreach (var copy in copies)
        {
            copy.Claims.Select(static claim => claim.ToString()).ShouldBe(expected);
            copy.Claims.ShouldAllBe(claim => claim.Subject == copy);
        }
    }

    /// <summary>The ways to copy an identity that go past everything that can be overridden: they get less, never more.</summary>
    [Fact]
    public async Task Identity_copiedUnderAnotherType_hasNoClaimsThatWereNotRead()
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid());
        new ClaimsIdentity(token.CreateIdentity("Mesh"), [], "Other", null, null).Claims.ShouldBeEmpty();
        var read = token.CreateIdentity("Mesh");
        read.Claims.Count().ShouldBe(11);
        new ClaimsIdentity(read, [], "Other", null, null).Claims.Count().ShouldBe(11);
        new Copy(token.CreateIdentity("Mesh")).Claims.ShouldBeEmpty();
        new Copy(read).Claims.Count().ShouldBe(11);
    }

    /// <summary>What removes or adds claims between the query and its reading shows in it, as with every identity.</summary>
    [Fact]
    public async Task FindAll_heldWhileClaimsChange_findsWhatIsThereWhenItIsRead()
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid());
        var lazy = token.CreateIdentity("Mesh");
        var roles = lazy.FindAll("roles");
        foreach (var role in roles.ToList())
        {
            lazy.RemoveClaim(role);
        }

        roles.ShouldBeEmpty();
        lazy.AddClaim(new Claim("roles", "Late"));
        roles.ShouldHaveSingleItem().Value.ShouldBe("Late");

        var during = token.CreateIdentity("Mesh");
        using var reading = during.FindAll("roles").GetEnumerator();
        reading.MoveNext().ShouldBeTrue();
        foreach (var role in during.Claims.Where(static claim => claim.Type is "roles").ToList())
        {
            during.RemoveClaim(role);
        }

        reading.MoveNext().ShouldBeFalse();
    }

    [Fact]
    public async Task FindFirst_aName_makesThatClaimAlone()
    {
        var scene = new TokenScene(server);
        var user = (await scene.AcceptAsync(scene.Valid().Claim("tid", "tenant").Claim("\u00e9", "accent"))).CreateIdentity("Mesh");
        user.FindFirst("tid").ShouldBeSameAs(user.FindFirst("tid"));
        user.FindFirst("\u00e9")!.Value.ShouldBe("accent");
        user.FindFirst("\ud800").ShouldBeNull();
        user.FindFirst(new string('x', 5000)).ShouldBeNull();
        user.FindFirst("")?.Value.ShouldBeNull();
        user.Claims.ShouldContain(claim => ReferenceEquals(claim, user.FindFirst("tid")));
        Should.Throw<ArgumentNullException>(() => user.FindFirst((string)null!));
        Should.Throw<ArgumentNullException>(() => user.FindAll((string)null!));
        Should.Throw<ArgumentNullException>(() => user.HasClaim("roles", null!));
        Should.Throw<ArgumentNullException>(() => user.AddClaim(null!));
        Should.Throw<InvalidOperationException>(() => user.RemoveClaim(new Claim("sub", "user-1")));
    }

    [Fact]
    public async Task FindFirst_aHalfCharacter_isNotTheOneThatStandsForIt()
    {
        var scene = new TokenScene(server);
        var user = (await scene.AcceptAsync(scene.Valid().ClaimJson("\ufffd", "\"replacement\""))).CreateIdentity("Mesh");
        user.FindFirst("\ufffd")!.Value.ShouldBe("replacement");
        user.FindFirst("\ud800").ShouldBeNull();
        user.HasClaim("\udc00", "replacement").ShouldBeFalse();
    }

    /// <summary>What a handler adds to one request's user is in no other's, though their tokens are the same object.</summary>
    [Fact]
    public async Task Principal_ofEachRequest_isItsOwn()
    {
        var scene = new TokenScene(server);
        var text = scene.Valid().Build();
        await TokenCacheTests.CacheAsync(scene, text);
        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, async (number, ct) =>
        {
            var caller = new CallerIdentity((await scene.Validator.ValidateAsync(text, ct)).Token.ShouldNotBeNull());
            var user = caller.Principal;
            user.ShouldBeSameAs(caller.Principal);
            user.IsInRole("Admin").ShouldBeFalse();
            var own = (ClaimsIdentity)user.Identity!;
            own.AddClaim(new Claim("roles", "Admin"));
            own.AddClaim(new Claim("request", $"{number}"));
            own.RemoveClaim(own.FindFirst("sub"));
            user.AddIdentity(new ClaimsIdentity([new Claim("more", $"{number}")]));
            user.IsInRole("Admin").ShouldBeTrue();
            user.FindAll("request").ShouldHaveSingleItem().Value.ShouldBe($"{number}");
            user.FindAll("more").ShouldHaveSingleItem().Value.ShouldBe($"{number}");
            own.Claims.Count().ShouldBe(12);
        });
    }

    [Fact]
    public async Task Lists_ofACachedToken_cannotBeChangedByACast()
    {
        var scene = new TokenScene(server);
        var token = (await TokenCacheTests.CacheAsync(scene, scene.Valid().ClaimJson("groups", """["g"]""").Build())).Token!;
        var svid = new TokenScene(server, IssuerKind.Spiffe);
        var workload = (await TokenCacheTests.CacheAsync(svid, svid.Valid().Build())).Token!;
        foreach (var list in new[] { token.Roles, token.Scopes, token.Groups, workload.WorkloadNames })
        {
            list.ShouldNotBeEmpty();
            list.ShouldNotBeAssignableTo<string[]>();
            Should.Throw<NotSupportedException>(() => ((IList<string>)list)[0] = "Admin");
            Should.Throw<NotSupportedException>(() => ((System.Collections.ICollection)list).SyncRoot);
        }
    }

    [Fact]
    public async Task Identity_readByManyAtOnce_makesEachClaimOnce()
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid().ClaimJson("list", Mixed));
        for (var round = 0; round < 200; round++)
        {
            var user = token.CreateIdentity("Mesh");
            var found = new Claim?[8];
            Parallel.For(0, found.Length, index =>
            {
                user.HasClaim("roles", "Orders.Read").ShouldBeTrue();
                found[index] = index % 2 == 0 ? user.FindFirst("jti") : user.Claims.Single(static claim => claim.Type is "jti");
                user.Name.ShouldBe("user-1");
            });
            found.ShouldAllBe(claim => ReferenceEquals(claim, found[0]) && claim != null);
            user.Claims.Count().ShouldBe(19);
        }
    }

    private static ClaimsIdentity Written(ClaimsIdentity identity)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        identity.WriteTo(writer);
        writer.Flush();
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        return new ClaimsIdentity(reader);
    }

    /// <summary>One of the framework's own with the same claims; its look-ups ignore case, which nobody asks for here.</summary>
    private static ClaimsIdentity Ordinary(ClaimsIdentity other)
    {
        var identity = new ClaimsIdentity(null, "Mesh", "sub", "roles");
        foreach (var claim in other.Claims)
        {
            identity.AddClaim(new Claim(claim.Type, claim.Value, claim.ValueType, claim.Issuer, claim.OriginalIssuer, identity));
        }

        return identity;
    }

    private static void ShouldLookLike(ClaimsIdentity own, ClaimsIdentity ordinary)
    {
        own.Claims.Select(Text).ShouldBe(ordinary.Claims.Select(Text));
        own.Claims.ShouldAllBe(claim => claim.Subject == own);
        own.Name.ShouldBe(ordinary.Name);
        (own.IsAuthenticated, own.AuthenticationType, own.NameClaimType, own.RoleClaimType).ShouldBe((true, ordinary.AuthenticationType, ordinary.NameClaimType, ordinary.RoleClaimType));
        (own.Label, own.BootstrapContext, own.Actor?.Claims.Single().Value).ShouldBe((ordinary.Label, ordinary.BootstrapContext, ordinary.Actor?.Claims.Single().Value));
        foreach (var type in new[] { "list", "roles", "sub", "object", "none", "nobody" })
        {
            own.FindAll(type).Select(Text).ShouldBe(ordinary.FindAll(type).Where(claim => string.Equals(claim.Type, type, StringComparison.Ordinal)).Select(Text));
            (own.FindFirst(type) is { } first ? Text(first) : null).ShouldBe(ordinary.FindFirst(type) is { } other ? Text(other) : null);
            foreach (var value in new[] { "a", "1", "Orders.Read", "user-1", "Admin", "more", "" })
            {
                own.HasClaim(type, value).ShouldBe(ordinary.HasClaim(type, value));
            }
        }
    }

    private static string Text(Claim claim) => $"{claim.Type} {claim.Value} {claim.ValueType} {claim.Issuer} {claim.OriginalIssuer}";

    private sealed class Copy(ClaimsIdentity other) : ClaimsIdentity(other);
}
