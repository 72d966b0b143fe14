using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker.Tests.Hosting;

namespace Worker.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task Running_request_finishes_while_new_ones_get_503_and_then_the_port_closes()
    {
        var token = TestContext.Current.CancellationToken;
        await using var host = await RunningHost.StartAsync();
        var running = host.GetStringAsync("/api/Wait");
        await host.Probe.Entered.Task.WaitAsync(token);
        host.Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var stop = host.Host.StopAsync(token);
        using (var refused = await host.GetAsync("/api/Hello"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        stop.IsCompleted.ShouldBeFalse();
        host.Probe.Release.SetResult();
        (await running).ShouldBe("finished");
        await stop;
        await Should.ThrowAsync<HttpRequestException>(host.GetStringAsync("/api/Hello"));
    }

    [Fact]
    public async Task Request_that_never_ends_is_aborted_when_the_time_to_stop_is_over()
    {
        await using var host = await RunningHost.StartAsync(static worker =>
            worker.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(300)));
        var running = host.GetStringAsync("/api/Cancelled");
        await host.Probe.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.Host.StopAsync(TestContext.Current.CancellationToken);
        await Should.ThrowAsync<HttpRequestException>(running);
        host.Probe.Cancelled.Task.IsCompleted.ShouldBeTrue();
    }
}
