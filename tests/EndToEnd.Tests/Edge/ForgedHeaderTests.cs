using EndToEnd.Tests.Mesh;
using Harness.Forgery;
using Harness.Requests;
using Harness.Stack;
using MeshFunctions.Headers;

namespace EndToEnd.Tests.Edge;

[Collection(MeshCollection.Name)]
public sealed class ForgedHeaderTests(MeshFixture mesh)
{
    public static TheoryData<string> Families =>
    [
        "nginx", "hop-proofs", "envoy", "linkerd", "lattice", "dapr", "client-cert", "app-service-certificate", "app-service-authentication",
        "authenticating-proxy", "transaction", "forwarding", "every-name-1", "every-name-2", "every-name-3",
    ];

    [Fact]
    public void Families_are_all_that_the_forger_knows() =>
        mesh.Context.Forged.All.Select(family => family.Name).ShouldBe(Families.Select(row => row.Data));

    [Fact]
    public void Families_consist_of_names_that_every_proxy_clears() => mesh.Context.Forged.All.SelectMany(family => family.Headers)
        .Select(header => header.Key)
        .Except(MeshHeaderNames.ClearedByProxies, StringComparer.OrdinalIgnoreCase)
        .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Families))]
    public async Task T02_forged_family_through_the_edge_changes_nothing(string family)
    {
        WhoAmI seen = await AskAsync(mesh.Context.Edge, Forged(family));

        ShouldBeTheRealOne(seen);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task T01_forged_family_at_the_port_of_an_app_makes_nobody(string family)
    {
        foreach (HttpClient app in (HttpClient[])[mesh.Context.Orders, mesh.Context.Inventory])
        {
            ShouldBeNobody(await AskAsync(app, Forged(family)));
        }
    }

    [Fact]
    public async Task Certificate_headers_with_the_real_hop_key_give_the_identity()
    {
        WhoAmI seen = await AskAsync(mesh.Context.Orders, [.. Forged("nginx"), HopKey(mesh.Context.Stack.Secrets.OrdersHopKey)]);

        seen.Peer.ShouldBe(ForgedFamilies.Victim);
        seen.Hop.ShouldBe(MeshNames.Hop);
    }

    [Fact]
    public async Task Former_hop_key_still_proves_the_hop()
    {
        WhoAmI seen = await AskAsync(mesh.Context.Orders, [.. Forged("nginx"), HopKey(mesh.Context.Stack.Secrets.OrdersFormerHopKey)]);

        seen.Peer.ShouldBe(ForgedFamilies.Victim);
    }

    [Fact]
    public async Task T06_hop_key_of_another_app_proves_nothing() =>
        ShouldBeNobody(await AskAsync(mesh.Context.Orders, [.. Forged("nginx"), HopKey(mesh.Context.Stack.Secrets.InventoryHopKey)]));

    [Theory]
    [InlineData("X_Client_Verify", "X_Client_Cert")]
    [InlineData("X.Client.Verify", "X.Client.Cert")]
    [InlineData("x_forwarded_client_cert", "l5d_client_id")]
    public async Task T08_alias_through_the_edge_is_no_header(string verify, string certificate)
    {
        KeyValuePair<string, string>[] real = [.. Forged("nginx")];

        WhoAmI seen = await AskAsync(mesh.Context.Edge, [new(verify, real[0].Value), new(certificate, real[1].Value)]);

        ShouldBeTheRealOne(seen);
    }

    [Fact]
    public async Task T08_names_in_other_case_through_the_edge_are_cleared_as_well()
    {
        KeyValuePair<string, string>[] real = [.. Forged("nginx")];

        WhoAmI seen = await AskAsync(mesh.Context.Edge, [new("X-CLIENT-VERIFY", real[0].Value), new("x-client-CERT", real[1].Value)]);

        ShouldBeTheRealOne(seen);
    }

    [Fact]
    public async Task T08_alias_beside_the_real_hop_key_is_no_header()
    {
        KeyValuePair<string, string>[] real = [.. Forged("nginx")];

        WhoAmI seen = await AskAsync(
            mesh.Context.Orders,
            [new("X_Client_Verify", real[0].Value), new("X_Client_Cert", real[1].Value), HopKey(mesh.Context.Stack.Secrets.OrdersHopKey)]);

        seen.Proven.ShouldBeTrue();
        seen.Peer.ShouldBeNull();
    }

    [Theory]
    [InlineData("Mesh-Hop-Key")]
    [InlineData("close, X-Client-Cert, X-Client-Verify, Mesh-Hop-Key, traceparent")]
    public async Task T17_header_named_in_Connection_removes_nothing_that_a_proxy_sets(string connection)
    {
        WhoAmI seen = await AskAsync(mesh.Context.Edge, [new("Connection", connection)]);

        ShouldBeTheRealOne(seen);
        seen.Origin.ShouldBe("w3c");
    }

    [Fact]
    public async Task T17_identity_whose_proof_was_removed_makes_nobody() =>
        ShouldBeNobody(await AskAsync(mesh.Context.Orders, [.. Forged("nginx"), new("Connection", "Mesh-Hop-Key")]));

    [Fact]
    public async Task T19_forwarding_headers_lead_nowhere_else()
    {
        // Both answer as whoami of Orders: neither the path nor the host was taken from these headers.
        ShouldBeTheRealOne(await AskAsync(mesh.Context.Edge, Forged("forwarding")));
        ShouldBeNobody(await AskAsync(mesh.Context.Orders, Forged("forwarding")));
    }

    private static void ShouldBeTheRealOne(WhoAmI seen)
    {
        seen.Proven.ShouldBeTrue();
        seen.Hop.ShouldBe(MeshNames.Hop);
        seen.Peer.ShouldBe(MeshNames.EdgeId);
        seen.Caller.ShouldBeNull();
    }

    private static void ShouldBeNobody(WhoAmI seen)
    {
        seen.Proven.ShouldBeFalse();
        seen.Hop.ShouldBeNull();
        seen.Peer.ShouldBeNull();
        seen.Caller.ShouldBeNull();
    }

    private static KeyValuePair<string, string> HopKey(string key) => new(MeshHeaderNames.HopKey, key);

    private static Task<WhoAmI> AskAsync(HttpClient client, IEnumerable<KeyValuePair<string, string>> headers) =>
        Ask.WhoAmIAsync(client, headers, TestContext.Current.CancellationToken);

    private IReadOnlyList<KeyValuePair<string, string>> Forged(string family) =>
        mesh.Context.Forged.All.Single(candidate => string.Equals(candidate.Name, family, StringComparison.Ordinal)).Headers;
}
