using System.Net;
using EndToEnd.Tests.Mesh;
using Harness.Checks;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Edge;

[Collection(MeshCollection.Name)]
public sealed class RequestValidationTests(MeshFixture mesh)
{
    [Theory]
    [InlineData("/admin/host/status")]
    [InlineData("/admin")]
    [InlineData("/ADMIN/host/status")]
    [InlineData("//admin/host/status")]
    [InlineData("/%61dmin/host/status")]
    [InlineData("/runtime/webhooks/durabletask")]
    [InlineData("/api/whoami/../../admin/host/status")]
    [InlineData("/api/orders/%2e%2e/%2e%2e/admin")]
    [InlineData("/api/unknown")]
    [InlineData("/")]
    public async Task Path_that_is_not_routed_is_404_at_the_edge_and_never_reaches_the_app(string path)
    {
        Answer answer = await SendAsync(mesh.Context.Edge, HttpMethod.Get, path);

        answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Body);
        mesh.Context.Logs.Spans("orders").ShouldNotContain(span => span.RequestId == answer.RequestId);
    }

    [Theory]
    [InlineData("/admin/host/status")]
    [InlineData("/Admin/host/status")]
    [InlineData("//admin/host/status")]
    [InlineData("/runtime/webhooks/x")]
    [InlineData("/admin//../host/status")]
    [InlineData("/runtime//../webhooks/x")]
    [InlineData("/%61dmin//%2e%2e/host/status")]
    [InlineData("/api/./whoami")]
    [InlineData("/api/%77hoami")]
    public async Task Endpoint_of_the_host_is_404_at_the_sidecar_for_a_member_of_the_mesh_too(string path)
    {
        MeshStack stack = mesh.Context.Stack;
        using HttpClient member = MeshClient.Sidecar("orders", stack.Ports.OrdersSidecar, stack.Pki.MeshCa, stack.Pki.Edge);

        Answer answer = await SendAsync(member, HttpMethod.Get, path);

        answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Body);
        mesh.Context.Logs.Spans("orders").ShouldNotContain(span => span.RequestId == answer.RequestId);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Method_that_nobody_offers_is_405(string method)
    {
        Answer answer = await SendAsync(mesh.Context.Edge, new HttpMethod(method), "/api/orders");

        answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed, answer.Body);
    }

    [Fact]
    public async Task Body_over_the_limit_is_413()
    {
        Answer answer = await SendAsync(mesh.Context.Edge, HttpMethod.Post, "/api/orders", new ByteArrayContent(new byte[(64 * 1024) + 1]));

        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, answer.Body);
    }

    [Fact]
    public async Task T18_value_over_16_KiB_that_Nginx_lets_through_is_431_from_the_app()
    {
        Answer answer = await GetAsync(mesh.Context.Edge, new KeyValuePair<string, string>("Authorization", $"Bearer {new string('a', 17 * 1024)}"));

        answer.Status.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.Body);
        answer.Text("title").ShouldNotBeNull();
        answer.Body.ShouldNotContain("aaaa");
    }

    [Fact]
    public async Task T18_headers_over_the_limit_of_Nginx_are_its_own_400()
    {
        Answer answer = await GetAsync(mesh.Context.Edge, new KeyValuePair<string, string>("X-Long", new string('a', 64 * 1024)));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
    }

    [Fact]
    public async Task T18_headers_that_we_read_over_32_KiB_together_are_431_at_the_port_of_the_app()
    {
        KeyValuePair<string, string>[] headers =
        [
            new("Authorization", $"Bearer {new string('a', 15 * 1024)}"),
            new("tracestate", $"k={new string('b', 15 * 1024)}"),
            new("Mesh-Hop-Key", new string('c', 15 * 1024)),
        ];

        Answer answer = await GetAsync(mesh.Context.Orders, headers);

        answer.Status.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.Body);
    }

    [Fact]
    public async Task Quick_requests_are_held_back_at_the_edge() => (await mesh.FaultsAsync(new RateLimit())).ShouldBeEmpty();

    [Fact]
    public async Task Sidecar_refuses_a_client_of_another_CA() => (await mesh.FaultsAsync(new WrongCa())).ShouldBeEmpty();

    [Fact]
    public async Task Catalog_refuses_who_has_no_hop_key_and_nobody_logs_a_secret()
    {
        (await mesh.FaultsAsync(new ForgedHeaders())).ShouldBeEmpty();
        (await mesh.FaultsAsync(new Canaries())).ShouldBeEmpty();
    }

    private static Task<Answer> GetAsync(HttpClient client, params KeyValuePair<string, string>[] headers) =>
        Ask.GetAsync(client, new Uri("/api/whoami", UriKind.Relative), headers, TestContext.Current.CancellationToken);

    // The path as it is written: no client may tidy it up first.
    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, HttpContent? content = null)
    {
        UriCreationOptions asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
        Uri address = new($"{client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}", asWritten);
        using HttpRequestMessage request = new(method, address) { Content = content };
        return await Ask.SendAsync(client, request, [], TestContext.Current.CancellationToken);
    }
}
