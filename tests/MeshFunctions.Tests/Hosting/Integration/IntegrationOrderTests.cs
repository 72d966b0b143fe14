using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Hosting.Integration;

/// <summary>What happens where UseMeshFunctions() comes before the middleware that brings the requests.</summary>
public sealed class IntegrationOrderTests(IntegrationAppFixture mesh) : IClassFixture<IntegrationAppFixture>
{
    [Fact]
    public async Task T75_The_wrong_order_stops_the_start_and_says_what_to_write()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(async () => await StartAsync<FunctionsHttpProxyingMiddleware>());

        failure.Failures.ShouldHaveSingleItem().ShouldContain("call ConfigureFunctionsWebApplication() first");
    }

    [Theory]
    [InlineData("open")]
    [InlineData("guarded")]
    [InlineData("peer")]
    [InlineData("undeclared")]
    public async Task T75_A_wrong_order_that_does_not_show_at_start_fails_every_invocation_and_says_what_to_write(string path)
    {
        await using var late = await StartAsync<LateMiddleware>();
        using var request = mesh.As(mesh.FromEdge(MeshAppFixture.Get(path)), MeshAppFixture.Writer);
        using var answer = await late.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        late.Entries.Names.ShouldBeEmpty();
        late.Log.All.ShouldContain("call ConfigureFunctionsWebApplication() first");
    }

    [Fact]
    public async Task T75_The_right_order_serves_in_both_modes()
    {
        foreach (var integration in new[] { true, false })
        {
            await using var app = await MeshApp.StartAsync(mesh.Cloud, integration: integration);
            using var request = mesh.As(MeshAppFixture.Get("guarded"));
            using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            app.Entries.Names.ShouldBe([nameof(AccessFunctions.Guarded)]);
        }
    }

    private Task<MeshApp> StartAsync<T>()
        where T : FunctionsHttpProxyingMiddleware =>
        MeshApp.StartAsync(mesh.Cloud, integration: true, after: static worker => worker.UseMiddleware<T>());

    [SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The worker makes it.")]
    private sealed class LateMiddleware(ForwardedRequests forwarded) : FunctionsHttpProxyingMiddleware(forwarded);
}
