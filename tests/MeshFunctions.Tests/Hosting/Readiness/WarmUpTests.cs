using LocalCloud.Hosting;
using MeshFunctions.Hosting.Readiness;
using MeshFunctions.Tests.Credentials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MeshFunctions.Tests.Hosting.Readiness;

public sealed class WarmUpTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    private static readonly Uri Nobody = new("https://127.0.0.1:1/");

    [Fact]
    public async Task Keys_and_secrets_are_there_before_the_first_request()
    {
        await using var cloud = await MeshAppFixture.StartCloudAsync();
        await using var app = await MeshApp.StartAsync(cloud, MeshApp.Settings(cloud));
        await WarmUp(app).Completion;

        app.Log.All.ShouldContain("Warm-up: 4 of 4 are there");
        Requests(cloud).ShouldBeGreaterThan(0);
        var before = Requests(cloud);
        using var request = MeshAppFixture.ThroughSidecar(new HttpRequestMessage(HttpMethod.Get, "guarded"));
        request.Headers.Authorization = new("Bearer", cloud.Mint(MeshAppFixture.Reader));
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        Requests(cloud).ShouldBe(before, "nothing was left to fetch");
    }

    [Fact]
    public async Task What_cannot_be_had_is_told_and_neither_stops_nor_delays_the_app()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Tokens:Issuers:down:Issuer"] = Nobody.OriginalString;
        settings["MeshFunctions:Tokens:Issuers:down:Audiences:0"] = "api://orders";
        await using var app = await mesh.StartAppAsync(settings);
        await WarmUp(app).Completion;

        app.Log.All.ShouldContain("Warm-up: issuer-keys down is not there");
        app.Log.All.ShouldContain("Warm-up: 4 of 5 are there");
        (await app.StatusAsync("guarded", message => mesh.As(message))).ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Budget_of_zero_fetches_nothing()
    {
        await using var cloud = await MeshAppFixture.StartCloudAsync();
        var settings = MeshApp.Settings(cloud);
        settings["MeshFunctions:WarmUp:Budget"] = "00:00:00";
        await using var app = await MeshApp.StartAsync(cloud, settings);
        await WarmUp(app).Completion;

        app.Log.All.ShouldNotContain("Warm-up");
        Requests(cloud).ShouldBe(0);
    }

    [Fact]
    public async Task Stop_does_not_wait_longer_than_the_host_does_for_what_heeds_nobody()
    {
        var never = new TaskCompletionSource<bool>();
        await using var app = await mesh.StartAppAsync(services: services => services
            .AddSingleton<IReadySource>(new ScriptedReadySource("deaf", (_, _) => never.Task, "one")));
        var stopping = WarmUp(app).StoppingAsync(new CancellationToken(canceled: true));

        await stopping.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        WarmUp(app).Completion.IsCompleted.ShouldBeFalse();
        never.SetResult(true);
    }

    [Fact]
    public async Task What_throws_and_what_hangs_ends_with_the_budget_and_fails_nothing()
    {
        var clock = new FakeClock();
        await using var app = await mesh.StartAppAsync(services: services => services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IReadySource>(new ScriptedReadySource("broken", static (_, _) => throw new InvalidOperationException("canary-4711"), "one"))
            .AddSingleton<IReadySource>(new ScriptedReadySource(
                "hanging",
                static async (_, cancelled) =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
                    return true;
                },
                "two")));
        var warmUp = WarmUp(app);
        await Eventually.IsTrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return warmUp.Completion.IsCompleted;
        });

        app.Log.All.ShouldContain("Warm-up: broken one is not there (InvalidOperationException)");
        app.Log.All.ShouldContain("Warm-up: hanging two is not there (not in time)");
        app.Log.All.ShouldNotContain("canary-4711");
    }

    [Fact]
    public async Task Stopping_ends_it_and_says_nothing_of_what_is_not_there()
    {
        var app = await mesh.StartAppAsync(services: static services => services.AddSingleton<IReadySource>(new ScriptedReadySource(
            "hanging",
            static async (_, cancelled) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
                return true;
            },
            "two")));
        var warmUp = WarmUp(app);
        await app.DisposeAsync();

        warmUp.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        app.Log.All.ShouldNotContain("hanging two");
    }

    private static int Requests(LocalCloudHost cloud) => cloud.Requests.ToDictionary().Values.Sum();

    private static WarmUp WarmUp(MeshApp app) => app.Services.GetServices<IHostedService>().OfType<WarmUp>().Single();
}
