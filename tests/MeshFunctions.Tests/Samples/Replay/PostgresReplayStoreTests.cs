using LocalCloud.Hosting;
using MeshFunctions.Tests.Hosting;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Tests.Trust.Assertions;
using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Replay;

namespace MeshFunctions.Tests.Samples.Replay;

/// <summary>One-time assertions at two instances of an app, one in each HTTP mode, that share one real PostgreSQL.</summary>
public sealed class PostgresReplayStoreTests(ReplayCluster cluster) : IClassFixture<ReplayCluster>
{
    private const int Races = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T05_Of_two_simultaneous_replays_at_two_instances_exactly_one_passes()
    {
        using var gate = new AssertionScene();
        await using var cloud = await MeshAppFixture.StartCloudAsync();
        await using var one = cluster.Connect();
        await using var two = cluster.Connect();
        await using var builtIn = await StartAsync(cloud, gate, one, integration: false);
        await using var integration = await StartAsync(cloud, gate, two, integration: true);
        using var key = gate.Key.ToEcdsa();
        var minter = new HopAssertionMinter(key, gate.Key.KeyId, AssertionScene.Issuer);

        for (var race = 0; race < Races; race++)
        {
            minter.TryMint(new HopAssertionRequest { Audience = AssertionScene.Audience, Method = "GET", Path = "/api/open" }, out var assertion).ShouldBeTrue();
            var hops = await Task.WhenAll(HopAsync(builtIn, assertion), HopAsync(integration, assertion));
            hops.Count(hop => hop is "gate").ShouldBe(1, "one of two");
            (await HopAsync(race % 2 == 0 ? builtIn : integration, assertion)).ShouldBeNull("a third time");
        }
    }

    [Fact]
    public async Task T05_A_database_that_is_down_lets_nothing_pass()
    {
        using var gate = new AssertionScene();
        await using var cloud = await MeshAppFixture.StartCloudAsync();
        await using var dataSource = cluster.Connect();
        await using var app = await StartAsync(cloud, gate, dataSource, integration: false);
        using var key = gate.Key.ToEcdsa();
        var minter = new HopAssertionMinter(key, gate.Key.KeyId, AssertionScene.Issuer);
        var request = new HopAssertionRequest { Audience = AssertionScene.Audience, Method = "GET", Path = "/api/open" };
        minter.TryMint(request, out var before).ShouldBeTrue();
        minter.TryMint(request, out var during).ShouldBeTrue();
        (await HopAsync(app, before)).ShouldBe("gate");

        await cluster.StopAsync();
        try
        {
            (await HopAsync(app, during)).ShouldBeNull();
            (await HopAsync(app, before)).ShouldBeNull();
        }
        finally
        {
            await cluster.StartAsync();
        }

        (await HopAsync(app, before)).ShouldBeNull("the database remembers over a crash");
        minter.TryMint(request, out var after).ShouldBeTrue();
        (await HopAsync(app, after)).ShouldBe("gate");
    }

    [Fact]
    public async Task CleanUpAsync_removes_what_expired_long_ago_and_only_so_much_at_once()
    {
        await using var dataSource = cluster.Connect();
        var store = new PostgresReplayStore(dataSource);
        await using (var fill = dataSource.CreateCommand(
            "INSERT INTO mesh_replays SELECT 'old-' || n, now() - interval '6 minutes' FROM generate_series(1, 1500) n"))
        {
            await fill.ExecuteNonQueryAsync(Cancellation);
        }

        var now = TimeProvider.System.GetUtcNow();
        (await store.TryAddAsync("just expired", now.AddMinutes(-1), Cancellation)).ShouldBeTrue();

        (await store.CleanUpAsync(Cancellation)).ShouldBe(PostgresReplayStore.CleanUpBatch);
        (await store.CleanUpAsync(Cancellation)).ShouldBe(500);
        (await store.CleanUpAsync(Cancellation)).ShouldBe(0);
        (await store.TryAddAsync("just expired", now, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task TryAddAsync_key_is_a_parameter()
    {
        await using var dataSource = cluster.Connect();
        var store = new PostgresReplayStore(dataSource);
        const string hostile = "x', now()); DROP TABLE mesh_replays; --";

        (await store.TryAddAsync(hostile, TimeProvider.System.GetUtcNow(), Cancellation)).ShouldBeTrue();
        (await store.TryAddAsync(hostile, TimeProvider.System.GetUtcNow(), Cancellation)).ShouldBeFalse();
    }

    private static Task<MeshApp> StartAsync(LocalCloudHost cloud, AssertionScene gate, NpgsqlDataSource dataSource, bool integration)
    {
        var settings = MeshApp.Settings(cloud);
        settings["MeshFunctions:Hops:gate:Proof"] = "SignedAssertion";
        settings["MeshFunctions:Hops:gate:Issuer"] = AssertionScene.Issuer;
        settings["MeshFunctions:Hops:gate:Audience"] = AssertionScene.Audience;
        settings["MeshFunctions:Hops:gate:KeysFile"] = gate.KeysFile;
        settings["MeshFunctions:Hops:gate:OneTime"] = "true";
        return MeshApp.StartAsync(cloud, settings, services: services => services.AddSingleton<IReplayStore>(new PostgresReplayStore(dataSource)), integration: integration);
    }

    private static async Task<string?> HopAsync(MeshApp app, string? assertion)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "open");
        request.Headers.TryAddWithoutValidation("Mesh-Hop-Assertion", assertion);
        using var response = await app.Client.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        var view = MeshView.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        (view.SeenHeaders ?? "").ShouldNotContain("Mesh-Hop-Assertion", Case.Insensitive);
        return view.Hop;
    }
}
