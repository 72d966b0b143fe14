using System.Net;
using Harness.Forgery;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Xfcc;

/// <summary>Two chained proxies, XFCC appended by both: whose client the peer is, and what a client that sends the header itself gets from it.</summary>
public sealed class XfccChainTests(XfccChain chain) : IClassFixture<XfccChain>
{
    private static readonly Uri WhoAmIPath = new("/api/whoami", UriKind.Relative);

    public static TheoryData<string, string> Shapes
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (ForgedVariant variant in Enum.GetValues<ForgedVariant>())
            {
                rows.Add(variant.ToString(), "1.1");
                rows.Add(variant.ToString(), "2.0");
            }

            return rows;
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(XfccChain.Near, MeshNames.EdgeId)]
    [InlineData(XfccChain.Far, MeshNames.OrdersId)]
    public async Task T09_The_depth_says_whose_client_the_peer_is(string hop, string expected)
    {
        using HttpClient client = chain.AtEdge(hop, chain.Pki.Orders);

        WhoAmI seen = await Ask.WhoAmIAsync(client, [], Cancellation);

        seen.Proven.ShouldBeTrue();
        seen.Hop.ShouldBe(hop);
        seen.Peer.ShouldBe(expected);
    }

    [Theory]
    [InlineData(XfccChain.Near, MeshNames.EdgeId)]
    [InlineData(XfccChain.Far, null)]
    public async Task T09_A_depth_beyond_the_chain_names_nobody(string hop, string? expected)
    {
        using HttpClient stranger = chain.AtEdge(hop, certificate: null);

        WhoAmI seen = await Ask.WhoAmIAsync(stranger, [], Cancellation);

        seen.Hop.ShouldBe(hop);
        seen.Peer.ShouldBe(expected);
    }

    [Theory]
    [InlineData(XfccChain.Near, MeshNames.EdgeId)]
    [InlineData(XfccChain.Far, MeshNames.OrdersId)]
    public async Task T01_T09_What_a_client_with_a_certificate_sends_is_replaced_by_the_edge(string hop, string expected)
    {
        using HttpClient client = chain.AtEdge(hop, chain.Pki.Orders);

        WhoAmI seen = await Ask.WhoAmIAsync(client, chain.Forged.Headers, Cancellation);

        seen.Hop.ShouldBe(hop);
        seen.Peer.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task T01_T08_T09_What_a_stranger_sends_is_removed_by_the_edge_in_any_shape(string variant, string version)
    {
        (await StrangerAsync(XfccChain.Near)).Peer.ShouldBe(MeshNames.EdgeId);
        (await StrangerAsync(XfccChain.Far)).Peer.ShouldBeNull();

        async Task<WhoAmI> StrangerAsync(string hop)
        {
            WhoAmI seen = WhoAmI.Parse(await Curl.GetAsync(
                new Uri(chain.Edge(hop), WhoAmIPath), chain.Pki.SiteCaFile, Version.Parse(version), chain.Forged.As(Enum.Parse<ForgedVariant>(variant)), Cancellation));
            seen.Hop.ShouldBe(hop);
            return seen;
        }
    }

    [Fact]
    public async Task T09_Past_the_edge_the_sidecar_hands_on_what_the_edge_says_and_nobody_else()
    {
        using HttpClient near = chain.AtSidecar(XfccChain.Near, chain.Pki.Orders);
        using HttpClient far = chain.AtSidecar(XfccChain.Far, chain.Pki.Orders);
        using HttpClient edge = chain.AtSidecar(XfccChain.Far, chain.Pki.Edge);

        (await Ask.WhoAmIAsync(near, chain.Forged.Headers, Cancellation)).Peer.ShouldBe(MeshNames.OrdersId);
        (await Ask.WhoAmIAsync(far, chain.Forged.Headers, Cancellation)).Peer.ShouldBeNull();
        (await Ask.WhoAmIAsync(edge, chain.Forged.Headers, Cancellation)).Peer.ShouldBe(ForgedFamilies.Victim, "control: the edge itself is believed");
    }

    [Fact]
    public async Task T01_At_the_port_of_the_app_the_header_is_invisible()
    {
        using HttpClient app = MeshClient.Plain(chain.App);

        WhoAmI seen = await Ask.WhoAmIAsync(app, chain.Forged.Headers, Cancellation);

        seen.Proven.ShouldBeFalse();
        seen.Peer.ShouldBeNull();
    }
}
