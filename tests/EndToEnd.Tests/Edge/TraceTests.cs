using EndToEnd.Tests.Mesh;
using Harness.Requests;
using Harness.Stack;
using Harness.Tree;

namespace EndToEnd.Tests.Edge;

[Collection(MeshCollection.Name)]
public sealed class TraceTests(MeshFixture mesh)
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{TraceId}-b7ad6b7169203331-01";

    [Fact]
    public async Task Client_without_a_certificate_starts_a_trace_at_the_edge()
    {
        WhoAmI seen = await AskAsync(mesh.Context.Edge, new("traceparent", TraceParent), new("tracestate", "rojo=1"));

        seen.Origin.ShouldBe("w3c");
        seen.TraceId.ShouldNotBe(TraceId, StringComparer.Ordinal);
        seen.Links.ShouldBeEmpty();
        SpanLine edge = await SpanAsync("edge", seen.RequestId);
        edge.TraceId.ShouldBe(seen.TraceId);
        edge.ParentId.ShouldBeNull();
    }

    [Fact]
    public async Task Client_with_a_verified_certificate_keeps_its_trace()
    {
        using HttpClient member = Member();

        WhoAmI seen = await AskAsync(member, new KeyValuePair<string, string>("traceparent", TraceParent));

        seen.Origin.ShouldBe("w3c");
        seen.TraceId.ShouldBe(TraceId);
        (await SpanAsync("edge", seen.RequestId)).ParentId.ShouldBe("b7ad6b7169203331");
        SpanLine sidecar = await SpanAsync("orders-sidecar", seen.RequestId);
        sidecar.ParentId.ShouldBe((await SpanAsync("edge", seen.RequestId)).SpanId);
        seen.ParentId.ShouldBe(sidecar.SpanId);
    }

    [Theory]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-extra")]
    [InlineData("rubbish")]
    public async Task T50_invalid_traceparent_of_a_verified_client_is_replaced_at_the_edge(string traceparent)
    {
        using HttpClient member = Member();

        WhoAmI seen = await AskAsync(member, new KeyValuePair<string, string>("traceparent", traceparent));

        seen.Origin.ShouldBe("w3c");
        seen.TraceId.ShouldNotBe(TraceId, StringComparer.Ordinal);
        (await SpanAsync("edge", seen.RequestId)).ParentId.ShouldBeNull();
    }

    [Fact]
    public async Task T54_trace_of_a_stranger_at_the_port_of_the_app_is_only_linked_to()
    {
        WhoAmI seen = await AskAsync(mesh.Context.Orders, new KeyValuePair<string, string>("traceparent", TraceParent));

        seen.Origin.ShouldBe("new");
        seen.ParentId.ShouldBeNull();
        seen.TraceId.ShouldNotBe(TraceId, StringComparer.Ordinal);
        seen.Links.ShouldContain(TraceId, StringComparer.Ordinal);
    }

    [Fact]
    public async Task T56_request_id_of_a_client_is_replaced_at_the_edge_and_at_the_port_of_the_app()
    {
        KeyValuePair<string, string> chosen = new("x-request-id", "chosen-by-the-client");

        (await AskAsync(mesh.Context.Edge, chosen)).RequestId.ShouldNotBe(chosen.Value, StringComparer.Ordinal);
        (await AskAsync(mesh.Context.Orders, chosen)).RequestId.ShouldNotBe(chosen.Value, StringComparer.Ordinal);
    }

    private static Task<WhoAmI> AskAsync(HttpClient client, params KeyValuePair<string, string>[] headers) =>
        Ask.WhoAmIAsync(client, headers, TestContext.Current.CancellationToken);

    private HttpClient Member() => MeshClient.Tls(mesh.Context.Stack.Edge, mesh.Context.Stack.Pki.SiteCa, mesh.Context.Stack.Pki.Inventory);

    private async Task<SpanLine> SpanAsync(string tier, string requestId)
    {
        SpanLine? span = null;
        await mesh.Context.LogsShowAsync(
            () => (span = mesh.Context.Logs.Spans(tier).FirstOrDefault(line => string.Equals(line.RequestId, requestId, StringComparison.Ordinal))) is not null,
            TestContext.Current.CancellationToken);
        return span.ShouldNotBeNull();
    }
}
