using System.Globalization;
using System.Net;
using System.Text.Json;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Tests.Trust.Assertions;
using MeshFunctions.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>
/// The rows of the threats over every family of identity headers and over HTTP, in both modes: an app behind <c>sidecar</c>, which sets them all, and
/// <c>plain</c>, which sets none. The fixture's own app has the same <c>sidecar</c>, which sets Nginx's headers only, and a hop of its own for transactions.
/// </summary>
public abstract class FamilyScenes(MeshAppFixture mesh) : IAsyncLifetime
{
    private const string View = "vouched-view";

    private static readonly IReadOnlyList<IdentityFamily> Families = [.. IdentityFamilies.All, .. VouchedFamilies.All, .. TransactionFamilies.All];
    private static readonly (string Name, string Value)[] Sidecar = [("Mesh-Hop-Key", MeshAppFixture.HopKey)];
    private static readonly (string Name, string Value)[] Plain = [("Mesh-Hop-Key", MeshAppFixture.PlainKey)];
    private static readonly (string Name, string Value)[] Nobody = [];

    private readonly AssertionScene _gate = new(clock: new FakeClock(TimeProvider.System.GetUtcNow()));

    private MeshApp? _app;

    public static TheoryData<string> Names => [.. Families.Select(static family => family.Name)];

    private protected abstract bool IsIntegration { get; }

    private MeshApp App => _app!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        foreach (var (key, value) in (KeyValuePair<string, string>[])
            [
                .. SetsAll("sidecar"), .. SetsAll("gate"), new("plain:Proof", "SharedKey"), new("plain:KeySecret", MeshAppFixture.PlainKeySecret),
                new("gate:Proof", "SignedAssertion"), new("gate:Issuer", AssertionScene.Issuer), new("gate:Audience", AssertionScene.Audience),
                new("gate:KeysFile", _gate.KeysFile),
            ])
        {
            settings["MeshFunctions:Hops:" + key] = value;
        }

        _app = await MeshApp.StartAsync(
            mesh.Cloud,
            settings,
            services: static services => services.AddSingleton<IIdentitySource, OAuth2ProxySource>().AddSingleton(new HostEnvironment("instance", null, null)),
            integration: IsIntegration);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.DisposeAsync();
        _gate.Dispose();
    }

    [Fact]
    public void Table_has_every_source() => Families.Select(static family => family.Source).Distinct().Order().ShouldBe(Enum.GetValues<IdentitySource>().Order());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T01_Family_without_a_proof_or_with_a_wrong_one_is_invisible(string name)
    {
        var family = Of(name);
        foreach (var proof in ((string, string)[][])[Nobody, [("Mesh-Hop-Key", MeshAppFixture.HopKey[..^1] + "x")], [("Mesh-Hop-Key", "")]])
        {
            await ShouldBeNobody(family, [.. proof, .. family.Headers]);
            (await GetAsync(App, family.Route, [.. proof, .. family.Headers, ("Authorization", "Bearer " + mesh.Cloud.Mint(MeshAppFixture.Reader))]))
                .Status.ShouldBe(HttpStatusCode.Forbidden, "a caller is somebody, but not whom the function demands");
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T02_Family_that_no_hop_sets_is_invisible(string name)
    {
        var family = Of(name);
        if (family.Source != IdentitySource.NginxCertificate)
        {
            Seen(await GetAsync(mesh.App, View, [.. Sidecar, .. family.Headers])).ShouldBe("");
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T02b_Family_beside_a_failed_proof_is_invisible(string name)
    {
        var family = Of(name);
        foreach (var other in (string[])["Mesh-Hop-Assertion", "dapr-api-token"])
        {
            await ShouldBeNobody(family, [.. Sidecar, (other, "a.b.c"), .. family.Headers]);
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T02c_Family_that_only_another_hop_sets_is_invisible(string name)
    {
        var family = Of(name);

        await ShouldBeNobody(family, [.. Plain, .. family.Headers]);
        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T04_Assertion_for_another_request_makes_the_family_invisible(string name)
    {
        var family = Of(name);
        var assertion = Mint($"/api/{View}", "?a=1", family.Headers);
        (string, string)[] proof = [("Mesh-Hop-Assertion", assertion)];
        (string, string) stranger = (family.Source == IdentitySource.Linkerd ? "dapr-caller-app-id" : "l5d-client-id", "web");
        List<(string, (string, string)[])> others =
        [
            ($"{View}?a=2", [.. family.Headers]), (View, [.. family.Headers]), ($"./{View}/?a=1", [.. family.Headers]), ($"{View}?a=1", [.. family.Headers, stranger]),
            ($"{View}?a=1", [.. family.Headers, ("Authorization", "Bearer " + mesh.Cloud.Mint(MeshAppFixture.Reader))]),
        ];
        foreach (var (header, value) in family.Headers)
        {
            others.Add(($"{View}?a=1", family.Without(header)));
            others.Add(($"{View}?a=1", family.With(header, value + "x")));
            others.Add(($"{View}?a=1", family.With(header, $"{value},{value}")));
        }

        foreach (var (route, headers) in others)
        {
            var answer = await GetAsync(App, route, [.. proof, .. headers]);
            (answer.Status == HttpStatusCode.NotFound ? "" : Seen(answer)).ShouldBe("", route);
        }

        (await GetAsync(App, $"{family.Route}?a=1", [.. proof, .. family.Headers])).Status.ShouldBe(HttpStatusCode.Unauthorized, "another path");
        Seen(await GetAsync(App, $"{View}?a=1", [.. proof, .. family.Headers])).ShouldContain(family.Shown, Case.Sensitive, "control");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T07_Repeated_or_joined_singleton_is_400_for_the_hop_that_sets_it_and_does_not_exist_for_others(string name)
    {
        var family = Of(name);
        foreach (var (header, value) in family.Singletons)
        {
            foreach (var headers in ((string, string)[][])[[.. family.Headers, (header, value)], family.With(header, $"{value},{value}")])
            {
                foreach (var route in (string[])[View, family.Route])
                {
                    var answer = await GetAsync(App, route, [.. Sidecar, .. headers]);
                    answer.Status.ShouldBe(HttpStatusCode.BadRequest, header);
                    answer.Body.ShouldContain(header, Case.Insensitive);
                    answer.Body.ShouldNotContain(value);
                }

                await ShouldBeNobody(family, [.. Plain, .. headers]);
                await ShouldBeNobody(family, headers);
            }
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T07_Lists_may_come_in_several_lines_or_joined(string name)
    {
        var family = Of(name);
        foreach (var list in family.Lists)
        {
            foreach (var headers in family.InSeveralLines(list))
            {
                await ShouldBeSomebody(family, [.. Sidecar, .. headers]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T08_Alias_is_another_header_and_case_is_none(string name)
    {
        var family = Of(name);
        foreach (var alias in (char[])['_', '.'])
        {
            await ShouldBeNobody(family, [.. Sidecar, .. family.Headers.Select(header => (header.Name.Replace('-', alias), header.Value))]);
            await ShouldBeNobody(family, [("Mesh-Hop-Key".Replace('-', alias), MeshAppFixture.HopKey), .. family.Headers]);
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers.Select(static header => (header.Name.ToUpperInvariant(), header.Value))]);
        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers.Select(static header => (header.Name.ToLowerInvariant(), header.Value))]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T10_T14_T15_T16_Invalid_value_is_nobody_on_anonymous_functions_and_401_where_somebody_is_demanded(string name)
    {
        var family = Of(name);
        foreach (var (header, value, _) in family.Invalid.Where(static row => Travels(row.Value) && !row.Value.Contains(',', StringComparison.Ordinal)))
        {
            await ShouldBeNobody(family, [.. Sidecar, .. family.With(header, value)]);
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T12_Text_that_is_no_SPIFFE_id_is_nobody(string name)
    {
        var family = Of(name);
        foreach (var id in SpiffeIdTests.Invalid.Select(static row => row.Data).Where(id => family.Naming is not null && id.Length > 0 && Travels(id)))
        {
            (string, string)[] headers = family.Naming!(id.Replace("td", IdentityFamilies.TrustDomain, StringComparison.Ordinal));

            // What a list takes for two values is two in others: T07.
            if (!id.Contains(',', StringComparison.Ordinal))
            {
                await ShouldBeNobody(family, [.. Sidecar, .. headers]);
            }
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Naming?.Invoke(IdentityFamilies.Web) ?? family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T13_Workload_of_another_trust_domain_is_nobody(string name)
    {
        var family = Of(name);
        if (family.Stranger is { } stranger)
        {
            await ShouldBeNobody(family, [.. Sidecar, .. stranger]);
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T17_Header_named_in_Connection_so_that_a_hop_removed_its_proof_leaves_nobody(string name)
    {
        var family = Of(name);
        foreach (var header in family.Headers.Select(static header => header.Name).Prepend("Mesh-Hop-Key"))
        {
            await ShouldBeNobody(family, [("Connection", header), .. family.Headers]);
        }

        // Nobody but the hop's own server removes what is named there; where it is still there, it counts.
        await ShouldBeSomebody(family, [("Connection", "Mesh-Hop-Key"), .. Sidecar, .. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T18_Value_over_16_KiB_is_431_where_a_hop_sets_the_family_and_nothing_elsewhere(string name)
    {
        var family = Of(name);
        foreach (var (header, _) in family.Headers)
        {
            foreach (var proof in new[] { Sidecar, Plain, Nobody })
            {
                var answer = await GetAsync(App, View, [.. proof, .. family.With(header, new string('a', (16 * 1024) + 1))]);
                answer.Status.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge, header);
                answer.Body.ShouldContain("headers-too-large");
            }

            if (family.Source is not (IdentitySource.NginxCertificate or IdentitySource.TransactionToken))
            {
                (await GetAsync(mesh.App, "open", [.. Sidecar, (header, new string('a', 40 * 1024))])).Status.ShouldBe(HttpStatusCode.OK, header);
            }
        }

        await ShouldBeSomebody(family, [.. Sidecar, .. family.Headers]);
    }

    private static IEnumerable<KeyValuePair<string, string>> SetsAll(string hop)
    {
        IdentitySource[] sources = [.. Families.Select(static family => family.Source).Distinct()];
        KeyValuePair<string, string>[] settings =
        [
            .. sources.Select(static (source, index) => new KeyValuePair<string, string>(string.Create(CultureInfo.InvariantCulture, $"Sets:{index}"), source.ToString())),
            new("ClientBundleFile", IdentityFamilies.BundleFile), new("JwtPayloadHeader", VouchedFamilies.PayloadHeader),
            new("ClaimHeaders:0:Header", VouchedFamilies.GroupsHeader), new("ClaimHeaders:0:Claim", "groups"), new("ClaimHeaders:0:Separator", ","),
            new("ClaimHeaders:1:Header", VouchedFamilies.RoleHeader), new("ClaimHeaders:1:Claim", "roles"), new("Sources:0", "oauth2-proxy"),
        ];
        return settings.Select(setting => new KeyValuePair<string, string>($"{hop}:{setting.Key}", setting.Value));
    }

    private static IdentityFamily Of(string name) => Families.Single(family => string.Equals(family.Name, name, StringComparison.Ordinal));

    /// <summary>Whether a value arrives by HTTP as it was sent.</summary>
    private static bool Travels(string value) => value.Length < 8192 && value.Trim().Length == value.Length && value.All(static unit => unit is >= ' ' and <= '~');

    private static Task<RawHttp> GetAsync(MeshApp app, string route, IEnumerable<(string Name, string Value)> headers) =>
        RawHttp.GetAsync(new Uri(app.Client.BaseAddress!, route), headers);

    private static string Seen(RawHttp answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK);
        using var json = JsonDocument.Parse(answer.Body);
        string?[] seen =
        [
            .. json.RootElement.GetProperty("Vouched").EnumerateArray().Select(static claim => claim.GetString()), json.RootElement.GetProperty("Peer").GetString(),
            json.RootElement.GetProperty("Transaction").GetString(),
        ];
        return string.Join('\n', seen.Where(static one => one is not null));
    }

    private string Mint(string path, string query, IReadOnlyList<(string Name, string Value)> headers)
    {
        var sent = new Sent(Path: path, Query: query, Authorization: null) { Headers = [.. headers] };
        _gate.MinterOf(_gate.Key, custom: App.Services.GetRequiredService<HeaderPlan>().CustomNames).TryMint(sent.ForMinting(AssertionScene.Audience), out var assertion)
            .ShouldBeTrue();
        return assertion!;
    }

    private async Task ShouldBeNobody(IdentityFamily family, IReadOnlyList<(string Name, string Value)> headers)
    {
        Seen(await GetAsync(App, View, headers)).ShouldBe("");
        (await GetAsync(App, family.Route, headers)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task ShouldBeSomebody(IdentityFamily family, IReadOnlyList<(string Name, string Value)> headers)
    {
        Seen(await GetAsync(App, View, headers)).ShouldContain(family.Shown, Case.Sensitive, "control");
        (await GetAsync(App, family.Route, headers)).Status.ShouldBe(HttpStatusCode.OK, "control");
    }
}
