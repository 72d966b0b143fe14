using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;
using Worker.Tests.Hosting;

namespace Worker.Tests;

public sealed class ResultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Object_is_written_as_json()
    {
        await using var host = await RunningHost.StartAsync();
        using var response = await host.GetAsync("/api/Object");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe("""{"Name":"GET","Count":7}""");
    }

    [Fact]
    public async Task Nothing_is_204()
    {
        await using var host = await RunningHost.StartAsync();
        using var response = await host.GetAsync("/api/Nothing");
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Several_outputs_answer_with_their_response_and_show_all_bindings()
    {
        List<string> bindings = [];
        await using var host = await RunningHost.StartAsync(worker => worker.UseMiddleware(async (context, next) =>
        {
            context.GetOutputBindings<object>().ShouldAllBe(static output => output.Value == null);
            await next();
            bindings = [.. context.GetOutputBindings<object>().Select(static output => $"{output.Name}:{output.BindingType}:{output.Value is not null}")];
        }));
        using var response = await host.GetAsync("/api/Several");
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe("made");
        bindings.ShouldBe(["Note:note:True", "Answer:http:True"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Object", false, 403)]
    [InlineData("Nothing", false, 403)]
    [InlineData("Several", false, 204)]
    [InlineData("Several", true, 403)]
    public async Task Response_set_by_middleware_answers_through_the_binding_that_exists(string function, bool asBinding, int status)
    {
        await using var host = await RunningHost.StartAsync(worker => worker.UseMiddleware(async (context, _) =>
        {
            var request = (await context.GetHttpRequestDataAsync())!;
            var response = request.CreateResponse(HttpStatusCode.Forbidden);
            if (asBinding)
            {
                context.GetOutputBindings<HttpResponseData>().Single(static output => output.BindingType is "http").Value = response;
            }
            else
            {
                context.GetInvocationResult().Value = response;
            }
        }));
        using var response = await host.GetAsync($"/api/{function}");
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Exception_that_leaves_the_pipeline_is_a_logged_500_without_body()
    {
        using var log = new RecordingLoggerProvider();
        await using var host = await RunningHost.StartAsync(log.Register);
        using var response = await host.GetAsync("/api/Throws");
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsByteArrayAsync(Token)).ShouldBeEmpty();
        log.Lines.ShouldContain(static line => line.Contains("'Throws' failed", StringComparison.Ordinal) && line.Contains("boom on GET", StringComparison.Ordinal));
    }
}
