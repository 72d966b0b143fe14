using System.Net;
using Worker.Tests.Hosting;

namespace Worker.Tests;

public sealed class LimitTests
{
    private const int Limit = 30_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Body_announced_too_large_is_413_before_the_function()
    {
        await using var host = await RunningHost.StartAsync(static worker => worker.Use(static _ => static _ => throw new InvalidOperationException("reached")));
        var response = await RawHttp.SendAsync(host, body: null, "POST /api/Upload HTTP/1.1", $"Content-Length: {Limit + 1}");
        response.ShouldStartWith("HTTP/1.1 413");
    }

    [Theory]
    [InlineData("/api/Upload", Limit - 100_000, 200)]
    [InlineData("/api/Upload", Limit + 1, 413)]
    [InlineData("/api/TriggerText", Limit + 1, 413)]
    public async Task Body_that_grows_too_large_is_413(string path, int length, int status)
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await host.Client.SendAsync(request, Token);
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData(100, "HTTP/1.1 200")]
    [InlineData(140, "HTTP/1.1 431")]
    public async Task Headers_up_to_128_KiB_arrive(int kibibytes, string status)
    {
        await using var host = await RunningHost.StartAsync();
        var response = await RawHttp.SendAsync(host, "", "GET /api/Hello HTTP/1.1", $"X-Large: {new string('x', kibibytes * 1024)}");
        response.ShouldStartWith(status);
    }

    [Fact]
    public async Task Caller_that_goes_away_cancels_the_invocation()
    {
        await using var host = await RunningHost.StartAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = host.Client.GetAsync(new Uri("/api/Cancelled", UriKind.Relative), gone.Token);
        await host.Probe.Entered.Task.WaitAsync(Token);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        await host.Probe.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);
    }

    [Fact]
    public async Task Invocations_run_side_by_side()
    {
        await using var host = await RunningHost.StartAsync();
        var waiting = Enumerable.Range(0, 20).Select(_ => host.GetStringAsync("/api/Wait")).ToList();
        (await host.GetStringAsync("/api/Hello")).ShouldBe("hello GET");
        host.Probe.Release.SetResult();
        (await Task.WhenAll(waiting)).ShouldAllBe(static text => text == "finished");
    }
}
