using System.Globalization;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity.Vouched;

/// <summary>Every source of vouched claims behind two hops: <c>edge</c> sets all of them, <c>plain</c> none.</summary>
public sealed class VouchedReaderTests : IDisposable
{
    private const string Canary = "canary-7f3a";

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Principal = EasyAuthPrincipalTests.Encode("""{"auth_typ":"aad","claims":[{"typ":"http://schemas.microsoft.com/identity/claims/objectidentifier","val":"rita"},{"typ":"groups","val":"staff"}]}""");
    private static readonly string Payload = JwtPayloadTests.Encode("""{"sub":"rita","groups":["staff"]}""");

    private readonly RecordedMeters _recorded = new();
    private readonly RecordedLog<VouchedReader> _log = new();
    private readonly FakeClock _clock = new(Now);
    private readonly ScriptedSource _own = new("own", new CustomHeader("X-Own-User"), new CustomHeader("X-Own-Groups", IsList: true))
    {
        OnRead = static headers => headers["x-own-user"] is { } user ? IdentityReading.Of([new("sub", user), new("groups", headers["X-Own-Groups"] ?? "")]) : IdentityReading.None,
    };

    private readonly ScriptedSource _unlisted = new("unlisted", new CustomHeader("X-Own-User"));
    private readonly HopOptions _edge;
    private readonly HopOptions _plain = new();
    private readonly HeaderPlan _plan;
    private readonly VouchedReader _reader;

    public VouchedReaderTests()
    {
        _edge = new HopOptions
        {
            Sets = { IdentitySource.EasyAuth, IdentitySource.JwtPayload, IdentitySource.ClaimHeaders, IdentitySource.Custom },
            JwtPayloadHeader = "x-jwt-payload",
            ClaimHeaders = { new() { Header = "X-User", Claim = "sub" }, new() { Header = "X-Groups", Claim = "groups", Separator = "," } },
            Sources = { "own" },
        };
        foreach (var header in _own.Headers)
        {
            _edge.SourceHeaders.Add(header);
        }

        _plan = IdentitySourceHeaders.PlanFor([_edge, _plain]);
        _reader = new VouchedReader([new("edge", _edge), new("plain", _plain)], [_unlisted, _own], _clock, _recorded.Meters, _log);
    }

    /// <summary>One valid form of each source: its header, its value.</summary>
    public static TheoryData<IdentitySource, string, string> Sources => new()
    {
        { IdentitySource.EasyAuth, "X-MS-CLIENT-PRINCIPAL", Principal },
        { IdentitySource.JwtPayload, "X-JWT-Payload", Payload },
        { IdentitySource.ClaimHeaders, "x-groups", "staff" },
        { IdentitySource.Custom, "x-own-user", "rita" },
    };

    /// <summary>Singletons of each source.</summary>
    public static TheoryData<string, string> Singletons => new()
    {
        { "X-MS-CLIENT-PRINCIPAL", Principal }, { "X-MS-CLIENT-PRINCIPAL-ID", "rita" }, { "x-jwt-payload", Payload }, { "X-User", "rita" }, { "X-Own-User", "rita" },
    };

    public static TheoryData<string, string, string> Invalid => new()
    {
        { "X-MS-CLIENT-PRINCIPAL", "!", "principal_invalid" },
        { "X-MS-CLIENT-PRINCIPAL", EasyAuthPrincipalTests.Encode("""{"claims":[],"claims":[]}"""), "principal_invalid" },
        { "X-MS-CLIENT-PRINCIPAL", EasyAuthPrincipalTests.Encode("""{"claims":[{"typ":"a","val":"\ud800"}]}"""), "principal_invalid" },
        { "X-MS-CLIENT-PRINCIPAL", EasyAuthPrincipalTests.Encode("""{"userRoles":["admin"],"identityProvider":"aad","userId":"1","userDetails":"x"}"""), "principal_invalid" },
        { "X-MS-CLIENT-PRINCIPAL-ID", "rita", "principal_missing" },
        { "x-jwt-payload", "!", "payload_invalid" },
        { "x-jwt-payload", JwtPayloadTests.Encode("""{"a":1,"a":2}"""), "payload_invalid" },
        { "x-jwt-payload", "e30.e30.e30", "payload_invalid" },
        { "X-User", "J\u00f6rg", "claim_header_invalid" },
        { "X-Groups", "staff,\u0001", "claim_header_invalid" },
    };

    private HopTrust Edge => new HopTrust.Proven("edge", null, _edge);

    private HopTrust Plain => new HopTrust.Proven("plain", null, _plain);

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [MemberData(nameof(Sources))]
    public void Read_source_of_the_proven_hop_is_vouched_for(IdentitySource source, string header, string value)
    {
        var identity = Read(Edge, (header, value)).Identities.ShouldHaveSingleItem();

        identity.Source.ShouldBe(source);
        identity.HopName.ShouldBe("edge");
        identity.SourceName.ShouldBe(source == IdentitySource.Custom ? "own" : source.ToString());
        (identity.HasClaim("groups", "staff") || identity.HasClaim("sub", "rita")).ShouldBeTrue();
        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void T01_Read_without_a_proof_is_invisible(IdentitySource source, string header, string value)
    {
        foreach (var reason in Enum.GetValues<UnprovenReason>())
        {
            Read(new HopTrust.Unproven(reason), (header, value)).ShouldBe(VouchedResult.None);
        }

        Read(Edge, (header, value)).Identities.ShouldHaveSingleItem("control").Source.ShouldBe(source);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void T02_T02c_Read_source_that_only_another_hop_sets_is_invisible(IdentitySource source, string header, string value)
    {
        Read(Plain, (header, value)).ShouldBe(VouchedResult.None);
        Headers((header, value)).IdentityFault((IHeaderGrant)Plain).ShouldBeNull();
        var partial = new HopOptions { Sets = { IdentitySource.NginxCertificate } };
        Read(new HopTrust.Proven("edge", null, partial), (header, value)).Identities.ShouldBeEmpty("the grant decides, not the reader's table");

        Read(Edge, (header, value)).Identities.ShouldHaveSingleItem("control").Source.ShouldBe(source);
    }

    [Theory]
    [MemberData(nameof(Singletons))]
    public void T07_Read_repeated_or_joined_singleton_is_a_fault_of_the_hop_that_sets_it(string header, string value)
    {
        foreach (var headers in (RequestHeaders[])[Headers((header, value), (header, value)), Headers((header, $"{value},{value}")), Headers((header, $"{value}, x"))])
        {
            string.Equals(headers.IdentityFault((IHeaderGrant)Edge).ShouldNotBeNull().HeaderName, header, StringComparison.OrdinalIgnoreCase).ShouldBeTrue();
            headers.IdentityFault((IHeaderGrant)Plain).ShouldBeNull();
            _reader.Read(headers, Edge).Identities.ShouldBeEmpty();
        }

        Headers((header, value)).IdentityFault((IHeaderGrant)Edge).ShouldBeNull("control");
    }

    [Fact]
    public void T07_Read_header_that_is_declared_a_list_may_be_repeated()
    {
        var claims = Read(Edge, ("X-Groups", "a, b"), ("X-Groups", "c")).Identities.ShouldHaveSingleItem().Claims;

        claims.ShouldBe([new("groups", "a"), new("groups", "b"), new("groups", "c")]);
        Headers(("X-Own-Groups", "a"), ("X-Own-Groups", "b")).IdentityFault((IHeaderGrant)Edge).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void T16_Read_invalid_header_is_nobody_and_counted(string header, string value, string reason)
    {
        Read(Edge, (header, value)).ShouldBe(VouchedResult.None);

        _recorded.Counts.ShouldBe(["mesh.identity.refused " + reason]);
    }

    [Fact]
    public void Read_one_malformed_claim_header_spoils_its_source_and_no_other()
    {
        var identities = Read(Edge, ("X-User", "rita"), ("X-Groups", "a\u0001"), ("x-jwt-payload", Payload)).Identities;

        identities.ShouldHaveSingleItem().Source.ShouldBe(IdentitySource.JwtPayload);
    }

    [Fact]
    public void Read_several_sources_are_several_identities_in_configured_order()
    {
        var identities = Read(Edge, ("x-own-user", "rita"), ("X-User", "rita"), ("x-jwt-payload", Payload), ("X-MS-CLIENT-PRINCIPAL", Principal)).Identities;

        identities.Select(identity => identity.Source).ShouldBe([IdentitySource.EasyAuth, IdentitySource.JwtPayload, IdentitySource.ClaimHeaders, IdentitySource.Custom]);
    }

    [Fact]
    public void Read_no_header_at_all_is_nothing_to_count()
    {
        Read(Edge).ShouldBe(VouchedResult.None);
        Read(Edge, ("X-MS-CLIENT-PRINCIPAL", ""), ("x-jwt-payload", ""), ("X-User", ""), ("X-Groups", " , ")).ShouldBe(VouchedResult.None);

        _recorded.Counts.ShouldBeEmpty();
        _own.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("rita", true)]
    [InlineData("", true)]
    [InlineData("RITA", false)]
    [InlineData("staff", false)]
    [InlineData("rit\u0430", false)]
    public void T16_Read_principal_id_must_be_the_principal_s(string id, bool agrees)
    {
        Read(Edge, ("X-MS-CLIENT-PRINCIPAL", Principal), ("X-MS-CLIENT-PRINCIPAL-ID", id)).Identities.Length.ShouldBe(agrees ? 1 : 0);

        _recorded.Counts.ShouldBe(agrees ? [] : ["mesh.identity.refused principal_id_differs"]);
    }

    [Theory]
    [InlineData("oid")]
    [InlineData("sub")]
    [InlineData("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier")]
    public void Read_principal_id_may_be_any_of_the_id_claims(string type)
    {
        var value = EasyAuthPrincipalTests.Encode($$"""{"claims":[{"typ":"{{type}}","val":"1"}]}""");

        Read(Edge, ("X-MS-CLIENT-PRINCIPAL", value), ("X-MS-CLIENT-PRINCIPAL-ID", "1")).Identities.ShouldHaveSingleItem();
    }

    [Fact]
    public void Read_payload_that_has_expired_is_nobody_also_where_it_was_read_before()
    {
        var value = JwtPayloadTests.Encode($$"""{"sub":"rita","exp":{{Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}}""");
        Read(Edge, ("x-jwt-payload", value)).Identities.ShouldHaveSingleItem();

        _clock.Set(Now.AddSeconds(59.9));
        Read(Edge, ("x-jwt-payload", value)).Identities.ShouldHaveSingleItem("clocks may differ by a minute");
        _clock.Set(Now.AddSeconds(60));
        Read(Edge, ("x-jwt-payload", value)).Identities.ShouldBeEmpty();

        _recorded.Counts.ShouldBe(["mesh.identity.refused payload_expired"]);
    }

    [Fact]
    public void T16_Read_more_claims_than_the_cap_is_a_fault()
    {
        Read(Edge, ("X-MS-CLIENT-PRINCIPAL", EasyAuthPrincipalTests.Claims(256))).Identities.ShouldHaveSingleItem("control").Claims.Count.ShouldBe(256);
        var numbers = string.Join(',', Enumerable.Range(0, 257));
        foreach (var (name, value) in ((string, string)[])
            [
                ("X-MS-CLIENT-PRINCIPAL", EasyAuthPrincipalTests.Claims(257)), ("x-jwt-payload", JwtPayloadTests.Encode($$"""{"a":[{{numbers}}]}""")), ("X-Groups", numbers),
            ])
        {
            var result = Read(Edge, (name, value));
            result.Identities.ShouldBeEmpty();
            result.Fault.ShouldNotBeNull().Kind.ShouldBe(HeaderFaultKind.TooLarge);
        }

        _own.OnRead = static _ => IdentityReading.Of(Enumerable.Repeat(new VouchedClaim("a", "b"), int.MaxValue));
        Read(Edge, ("X-Own-User", "x")).Fault.ShouldNotBeNull();
    }

    [Fact]
    public void Own_source_gets_its_declared_headers_and_nothing_else()
    {
        IdentityHeaders? seen = null;
        _own.OnRead = headers =>
        {
            seen = headers;
            return IdentityReading.None;
        };
        Read(Edge, ("X-Own-User", "rita"), ("Authorization", "Bearer x"), ("Mesh-Hop-Key", "x"), ("X-User", "x"), ("Cookie", "x"));

        seen.ShouldNotBeNull()["x-OWN-user"].ShouldBe("rita");
        seen["X-Own-Groups"].ShouldBeNull();
        foreach (var other in (string[])["Authorization", "Mesh-Hop-Key", "X-User", "Cookie", ""])
        {
            Should.Throw<ArgumentException>(() => seen[other]);
        }

        _unlisted.Calls.ShouldBe(0, "no hop lists it");
    }

    [Fact]
    public void Own_source_is_not_called_for_another_hop_or_without_a_proof()
    {
        Read(Plain, ("X-Own-User", "rita"));
        Read(TestHeaders.Unproven, ("X-Own-User", "rita"));
        _own.Calls.ShouldBe(0);

        Read(Edge, ("X-Own-User", "rita"));
        _own.Calls.ShouldBe(1, "control");
    }

    [Fact]
    public void Own_source_that_says_invalid_is_nobody_and_counted()
    {
        _own.OnRead = static _ => IdentityReading.Invalid;
        Read(Edge, ("X-Own-User", "rita")).ShouldBe(VouchedResult.None);

        _recorded.Counts.ShouldBe(["mesh.identity.refused source_invalid"]);
    }

    [Fact]
    public void Own_source_that_throws_or_answers_null_is_nobody_counted_and_logged_without_the_value()
    {
        foreach (var failure in (Func<IdentityHeaders, IdentityReading>[])
            [
                static headers => throw new InvalidOperationException(headers["X-Own-User"]),
                static _ => throw new OperationCanceledException(),
                static headers => IdentityReading.Of([new(null!, headers["X-Own-User"]!)]),
                static headers => IdentityReading.Of(headers["Authorization"]!.Select(_ => new VouchedClaim("a", "b"))),
                static _ => null!,
            ])
        {
            _own.OnRead = failure;
            Read(Edge, ("X-Own-User", Canary)).ShouldBe(VouchedResult.None);
        }

        _recorded.Counts.ShouldBe(Enumerable.Repeat("mesh.identity.refused source_failed", 5));
        _log.Lines.Count.ShouldBe(4);
        _log.Lines.ShouldAllBe(line => line.Contains("own", StringComparison.Ordinal) && !line.Contains(Canary, StringComparison.Ordinal));
    }

    private VouchedResult Read(HopTrust trust, params (string, string)[] headers) => _reader.Read(Headers(headers), trust);

    private RequestHeaders Headers(params (string, string)[] headers) => RequestHeaders.Read(TestHeaders.Raw(headers), _plan);
}
