using System.Net;
using Worker.Tests.Hosting;

namespace Worker.Tests;

public sealed class RoutingTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Function_without_route_is_served_under_its_name() =>
        (await _host.GetStringAsync("/api/Hello")).ShouldBe("hello GET");

    [Fact]
    public async Task Route_value_that_meets_its_constraint_is_bound() =>
        (await _host.GetStringAsync("/api/items/42?x=1")).ShouldBe("item 42 of /api/items/42");

    [Theory]
    [InlineData("/api/items/forty")]
    [InlineData("/Hello")]
    [InlineData("/api/nothing-here")]
    [InlineData("/api/Tick")]
    public async Task Unknown_path_is_404(string path)
    {
        using var response = await _host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Method_that_no_function_declares_is_405()
    {
        using var response = await _host.PostAsync("/api/Hello", content: null);
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET"]);
    }

    [Fact]
    public async Task One_route_serves_two_functions_by_method()
    {
        using var response = await _host.DeleteAsync("/api/items/1");
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("QUERY")]
    public async Task Function_without_methods_takes_any(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/any/a/b");
        using var response = await _host.Client.SendAsync(request, Token);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.GetValues("X-Rest").ShouldBe(["a/b"]);
        response.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("flavour=plain");
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(method);
    }

    [Fact]
    public async Task Head_has_the_length_and_no_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/any/x");
        using var response = await _host.Client.SendAsync(request, Token);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Content.Headers.ContentLength.ShouldBe(4);
        (await response.Content.ReadAsByteArrayAsync(Token)).ShouldBeEmpty();
    }
}
