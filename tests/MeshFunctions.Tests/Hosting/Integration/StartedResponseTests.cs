using System.Diagnostics;
using System.Net;
using System.Text;
using MeshFunctions.Tests.Hosting.Functions;

namespace MeshFunctions.Tests.Hosting.Integration;

/// <summary>Only in this mode can a function begin its answer before it returns.</summary>
[Collection(ActivityListening.Name)]
public sealed class StartedResponseTests(IntegrationAppFixture mesh) : IClassFixture<IntegrationAppFixture>
{
    [Theory]
    [InlineData("throws-midway/0")]
    [InlineData("throws-midway/100")]
    public async Task T70_A_response_that_was_begun_stays_as_it_is_and_is_broken_off(string path)
    {
        List<Activity> failed = [];
        using var listener = Listen(failed);
        await using var app = await mesh.StartAppAsync();
        using var request = MeshAppFixture.Get(path);
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var begun = new byte[FailingFunctions.FirstHalf.Length];
        await body.ReadExactlyAsync(begun, TestContext.Current.CancellationToken);
        app.Entries.Add(FailingFunctions.FirstHalf);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.GetValues("x-own").ShouldBe(["yes"]);
        response.Content.Headers.ContentType.ShouldBeNull();
        Encoding.UTF8.GetString(begun).ShouldBe(FailingFunctions.FirstHalf);
        await Should.ThrowAsync<IOException>(async () => await body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken), "half a body must not look whole");

        await app.StopAsync();
        app.Log.Lines.ShouldContain(line => line.Contains("Function ThrowsMidway failed", StringComparison.Ordinal));
        app.Log.All.ShouldNotContain("canary-7d1f0c");
        failed.ShouldNotBeEmpty();
        failed.ShouldAllBe(span => Equals(span.GetTagItem("error.type"), "System.InvalidOperationException"));
        failed.ShouldContain(span => span.Source.Name == "MeshFunctions", "the new root under which the function ran");
        failed.ShouldContain(span => span.Source.Name == "Microsoft.Azure.Functions.Worker", "the worker's own");
    }

    private static ActivityListener Listen(List<Activity> failed)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.Azure.Functions.Worker" or "MeshFunctions",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Status == ActivityStatusCode.Error)
                {
                    lock (failed)
                    {
                        failed.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
