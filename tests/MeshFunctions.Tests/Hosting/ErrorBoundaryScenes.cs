using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using MeshFunctions.Hosting;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What holds in both HTTP modes.</summary>
public abstract class ErrorBoundaryScenes(MeshAppFixture mesh)
{
    [Theory]
    [InlineData("throws")]
    [InlineData("throws-several")]
    public async Task T70_T74_A_throwing_function_answers_a_500_problem(string path)
    {
        using var request = MeshAppFixture.Get(path);
        using var response = await mesh.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("type").GetString().ShouldBe("urn:meshfunctions:problem:failed");
        problem.RootElement.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task T70_Rethrow_leaves_the_record_to_the_host()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:ErrorBoundary:Rethrow"] = "true";
        await using var app = await mesh.StartAppAsync(settings);
        using var response = await app.Client.GetAsync(new Uri("throws", UriKind.Relative), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task T70_A_cancelled_client_is_an_information_in_the_log_and_no_error()
    {
        await using var app = await mesh.StartAppAsync();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var pending = app.Client.GetAsync(new Uri("waits", UriKind.Relative), impatient.Token);
        await Until(() => app.Entries.Names.Contains("Waits", StringComparer.Ordinal));
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(pending);

        await Until(() => app.Log.All.Contains("cancelled by its client (499)", StringComparison.Ordinal));
        app.Log.All.ShouldNotContain("Function Waits failed");
    }

    [Fact]
    public async Task T70_A_function_ended_by_shutdown_answers_503_with_RetryAfter()
    {
        await using var app = await mesh.StartAppAsync();
        var pending = app.Client.PostAsync(new Uri("waits-for-stop", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        await Until(() => app.Entries.Names.Contains("WaitsForStop", StringComparer.Ordinal));
        await app.StopAsync();
        using var response = await pending;

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Headers.GetValues("X-Mesh-Retry").ShouldBe(["never"]);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("shutting-down");
    }

    [Fact]
    public async Task T70_A_post_that_failed_midway_must_not_be_retried_by_the_mesh_and_a_get_may_be()
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, "throws");
        using var failed = await mesh.SendAsync(post);
        failed.Headers.GetValues("x-envoy-ratelimited").ShouldBe(["true"]);
        failed.Headers.GetValues("X-Mesh-Retry").ShouldBe(["never"]);

        using var get = MeshAppFixture.Get("throws");
        using var safe = await mesh.SendAsync(get);
        safe.Headers.Contains("x-envoy-ratelimited").ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"weight\":", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"weight\":\"heavy\"}", "application/json; charset=utf-8", HttpStatusCode.BadRequest)]
    [InlineData("{\"weight\":[]}", "application/vnd.parcel+json", HttpStatusCode.BadRequest)]
    [InlineData("weight=1", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("<weight/>", "text/xml", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{\"weight\":1}", "application/json", HttpStatusCode.OK)]
    public async Task T70b_A_body_that_cannot_be_read(string body, string mediaType, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, "reads") { Content = content };
        using var response = await mesh.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task T71_What_another_trigger_throws_is_rethrown_unchanged()
    {
        var binding = Substitute.For<BindingMetadata>();
        binding.Type.Returns("serviceBusTrigger");
        var context = Substitute.For<FunctionContext>();
        context.FunctionDefinition.InputBindings.Returns(ImmutableDictionary<string, BindingMetadata>.Empty.Add("message", binding));
        var boundary = new ErrorBoundaryMiddleware(
            new ErrorBoundaryOptions(),
            new HttpTriggers(),
            new IntegrationOrder(new ServiceCollection(), Options.Create(new WorkerOptions())),
            Substitute.For<IHostApplicationLifetime>(),
            NullLogger<ErrorBoundaryMiddleware>.Instance);
        var thrown = new InvalidOperationException("retry me");

        var caught = await Should.ThrowAsync<InvalidOperationException>(boundary.Invoke(context, _ => Task.FromException(thrown)));

        caught.ShouldBeSameAs(thrown);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("")]
    public async Task T72_A_problem_is_JSON_whatever_the_client_accepts(string accept)
    {
        using var request = MeshAppFixture.Get("guarded");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await mesh.SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("status").GetInt32().ShouldBe(401);
    }

    [Theory]
    [InlineData("guarded", HttpStatusCode.Unauthorized)]
    [InlineData("throws", HttpStatusCode.InternalServerError)]
    public async Task T72_HEAD_has_no_body(string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await mesh.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
        response.Content.Headers.ContentType.ShouldBeNull();
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task T73_An_exception_message_is_neither_in_the_response_nor_in_our_log()
    {
        await using var app = await mesh.StartAppAsync();
        using var response = await app.Client.GetAsync(new Uri("throws", UriKind.Relative), TestContext.Current.CancellationToken);

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("canary-7d1f0c");
        app.Log.All.ShouldNotContain("canary-7d1f0c");
        app.Log.Lines.ShouldContain(line => line.Contains("System.InvalidOperationException", StringComparison.Ordinal)
            && line.Contains("System.FormatException", StringComparison.Ordinal)
            && line.Contains(nameof(FailingFunctions.Throws), StringComparison.Ordinal));
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
