using MeshFunctions.Headers;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust.Assertions;

/// <summary>T04: an assertion that is good, for another request; over every covered header and both HTTP modes.</summary>
public sealed class AssertionBindingTests : IDisposable
{
    private const string OwnHeader = "X-Own-Identity";
    private readonly AssertionScene _scene = new(custom: [OwnHeader]);

    /// <summary>Every header that the library covers, and one that the configuration names, in both modes.</summary>
    public static TheoryData<string, HttpMode> Headers
    {
        get
        {
            var data = new TheoryData<string, HttpMode>();
            foreach (var name in HopAssertion.CoveredHeaders.Append(OwnHeader))
            {
                data.Add(name, HttpMode.BuiltIn);
                data.Add(name.ToUpperInvariant(), HttpMode.Integration);
            }

            return data;
        }
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Every_identity_header_of_the_library_is_covered()
    {
        HeaderRule.All.Where(rule => rule.Kind == HeaderKind.Identity).Select(rule => rule.Name.ToLowerInvariant()).Except(HopAssertion.CoveredHeaders, StringComparer.Ordinal).ShouldBeEmpty();
        HopAssertion.CoveredHeaders.ShouldContain("txn-token", StringComparer.Ordinal);
        HopAssertion.CoveredHeaders.SequenceEqual(HopAssertion.CoveredHeaders.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal), StringComparer.Ordinal).ShouldBeTrue();
        HopAssertion.CoveredHeaders.ShouldAllBe(name => name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'));
        HopAssertion.CoveredHeaders.Except(MeshHeaderNames.ClearedByProxies, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task T04_FindAsync_header_added_is_unproven(string name, HttpMode mode)
    {
        var sent = new Sent { Headers = [] };
        var assertion = _scene.Mint(sent);

        await _scene.ShouldRefuse(sent with { Headers = [(name, "x")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldRefuse(sent with { Headers = [(name, "")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldRefuse(sent with { Headers = [(name, "-")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldProve(sent, assertion, mode);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task T04_FindAsync_header_removed_or_changed_is_unproven(string name, HttpMode mode)
    {
        var sent = new Sent { Headers = [(name, "value")] };
        var assertion = _scene.Mint(sent);

        await _scene.ShouldRefuse(sent with { Headers = [] }, assertion, UnprovenReason.AssertionMismatch, mode);
        foreach (var other in (string[])["Value", "valu", "value2", "value,value", "", "value\u00e9"])
        {
            await _scene.ShouldRefuse(sent with { Headers = [(name, other)] }, assertion, UnprovenReason.AssertionMismatch, mode);
        }

        await _scene.ShouldRefuse(sent with { Headers = [(name + "x", "value")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldProve(sent, assertion, mode);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task T04_FindAsync_values_reordered_repeated_or_dropped_are_unproven(string name, HttpMode mode)
    {
        var sent = new Sent { Headers = [(name, "a"), ("Accept", "*/*"), (name, "b")] };
        var assertion = _scene.Mint(sent);

        await _scene.ShouldRefuse(sent with { Headers = [(name, "b"), (name, "a")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldRefuse(sent with { Headers = [(name, "a")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldRefuse(sent with { Headers = [(name, "a"), (name, "b"), (name, "b")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldProve(sent, assertion, mode);
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task T04_FindAsync_value_moved_to_another_header_is_unproven(string name, HttpMode mode)
    {
        var next = string.Equals(name, "l5d-client-id", StringComparison.OrdinalIgnoreCase) ? "client-cert" : "l5d-client-id";
        var sent = new Sent { Headers = [(name, "value")] };
        var assertion = _scene.Mint(sent);

        await _scene.ShouldRefuse(sent with { Headers = [(next, "value")] }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldProve(sent, assertion, mode);
    }

    [Theory]
    [MemberData(nameof(AssertionScene.Modes), MemberType = typeof(AssertionScene))]
    public async Task T04_FindAsync_other_method_path_query_or_Authorization_is_unproven(HttpMode mode)
    {
        var sent = new Sent("POST", "/api/orders/1", "?a=1&b=2", "Bearer x.y.z");
        var assertion = _scene.Mint(sent);
        Sent[] others =
        [
            sent with { Method = "GET" },
            sent with { Method = "post" },
            sent with { Method = "POSTS" },
            sent with { Method = "" },
            sent with { Path = "/api/orders/2" },
            sent with { Path = "/api/orders/1/" },
            sent with { Path = "/API/orders/1" },
            sent with { Path = "/" },
            sent with { Path = "/api/orders%2F1" },
            sent with { Path = "/api//orders/1" },
            sent with { Path = "" },
            sent with { Path = "/api/x/../orders/1" },
            sent with { Query = "" },
            sent with { Query = "?a=1" },
            sent with { Query = "?b=2&a=1" },
            sent with { Query = "?a=1%26b=2" },
            sent with { Query = "?A=1&b=2" },
            sent with { Authorization = null },
            sent with { Authorization = "Bearer x.y.w" },
            sent with { Authorization = "bearer x.y.z" },
            sent with { Authorization = "" },
        ];

        foreach (var other in others)
        {
            await _scene.ShouldRefuse(other, assertion, UnprovenReason.AssertionMismatch, mode);
        }

        await _scene.ShouldProve(sent, assertion, mode);
    }

    [Fact]
    public async Task T04_FindAsync_second_Authorization_is_unproven()
    {
        var sent = new Sent { Authorization = null, Headers = [] };
        await _scene.ShouldRefuse(
            sent with { Headers = [("Authorization", "Bearer a"), ("Authorization", "Bearer b")] }, _scene.Mint(sent), UnprovenReason.AssertionMismatch, HttpMode.Integration);
        await _scene.ShouldProve(sent, _scene.Mint(sent), HttpMode.Integration);
    }

    [Theory]
    [MemberData(nameof(AssertionScene.Modes), MemberType = typeof(AssertionScene))]
    public async Task FindAsync_other_headers_may_come_and_go(HttpMode mode)
    {
        var sent = new Sent();
        var assertion = _scene.Mint(sent);
        await _scene.ShouldProve(sent with { Headers = [.. sent.Headers, ("traceparent", "x"), ("Accept", "a"), ("X_Client_Verify", "SUCCESS")] }, assertion, mode);
    }

    [Fact]
    public async Task T04_FindAsync_header_that_only_the_app_knows_must_be_told_to_the_minter()
    {
        var sent = new Sent { Headers = [] };
        _scene.MinterOf(_scene.Key).TryMint(sent.ForMinting(AssertionScene.Audience), out var untold).ShouldBeTrue();

        await _scene.ShouldRefuse(sent, untold!, UnprovenReason.AssertionMismatch);
        await _scene.ShouldProve(sent, _scene.Mint(sent));
    }

    [Fact]
    public void TryMint_refuses_what_no_app_would_accept()
    {
        Sent[] refused =
        [
            new() { Path = "" },
            new() { Path = "orders" },
            new() { Path = "/a/../b" },
            new() { Path = "/a/%2e%2E/b" },
            new() { Path = "/." },
            new() { Path = "/a\\b" },
            new() { Path = "/a%252Fb" },
            new() { Path = "/a%00" },
            new() { Path = "/a%" },
            new() { Path = "/a%4" },
            new() { Path = "/a%zz" },
            new() { Path = "/a b" },
            new() { Path = "/\u00e9" },
            new() { Path = "/a?b" },
            new() { Path = "/a#b" },
            new() { Path = "/" + new string('a', 40_000) },
            new() { Query = "?a b" },
            new() { Query = "?\u00e9" },
            new() { Query = "?a#b" },
            new() { Query = "?\n" },
            new() { Method = "" },
            new() { Method = "GE T" },
            new() { Method = new string('M', 65) },
            new() { Headers = [("X-Client-Verify", "")] },
            new() { Headers = [("X-Client-Verify", " ")] },
            new() { Headers = [("X-Client-Verify", "a\nb")] },
            new() { Headers = [("X-Client-Cert", new string('c', 200_000))] },
            new() { Headers = [("X-Client-Cert", "\ud800")] },
            new() { Authorization = "\ud800" },
        ];
        foreach (var sent in refused)
        {
            _scene.Minter.TryMint(sent.ForMinting(AssertionScene.Audience), out var assertion).ShouldBeFalse(sent.ToString());
            assertion.ShouldBeNull();
        }

        foreach (var subject in (string[])["", "a b", "\u00e9", "\"", new('s', 257)])
        {
            _scene.Minter.TryMint(new Sent().ForMinting(AssertionScene.Audience, subject), out _).ShouldBeFalse(subject);
        }
    }

    [Fact]
    public async Task TryMint_makes_no_assertion_that_is_longer_than_an_app_reads()
    {
        var (longest, tooLong) = (1_000, 8_000);
        while (tooLong - longest > 1)
        {
            var between = (longest + tooLong) / 2;
            (longest, tooLong) = _scene.Minter.TryMint(Of(between).ForMinting(AssertionScene.Audience), out _) ? (between, tooLong) : (longest, between);
        }

        var assertion = _scene.Mint(Of(longest));

        assertion.Length.ShouldBeInRange(8_190, 8_192);
        await _scene.ShouldProve(Of(longest), assertion);

        static Sent Of(int length) => new() { Path = "/" + new string('a', length) };
    }

    [Fact]
    public void Minter_takes_only_what_can_work()
    {
        using var ec = _scene.Key.ToEcdsa();
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.brainpoolP256r1);
        Should.Throw<ArgumentOutOfRangeException>(() => new HopAssertionMinter(ec, "k", "i", TimeSpan.FromSeconds(61)));
        Should.Throw<ArgumentOutOfRangeException>(() => new HopAssertionMinter(ec, "k", "i", TimeSpan.FromSeconds(0.5)));
        Should.Throw<ArgumentException>(() => new HopAssertionMinter(ec, "", "i"));
        Should.Throw<ArgumentException>(() => new HopAssertionMinter(ec, "k", ""));
        Should.Throw<ArgumentException>(() => new HopAssertionMinter(other, "k", "i"));
    }
}
