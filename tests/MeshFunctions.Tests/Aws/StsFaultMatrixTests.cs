using LocalCloud.Hosting;
using MeshFunctions.Aws;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Aws;

/// <summary>Each fault of STS, on real sockets: without credentials, with fresh ones, and with some that are due until they end.</summary>
public sealed class StsFaultMatrixTests
{
    private const int Callers = 50;

    // One fetch: at most four requests.
    private const int MostExchanges = 4;

    public static TheoryData<FaultMode, int> Faults => new()
    {
        { FaultMode.Throttled, 0 }, { FaultMode.Throttled, 60 }, { FaultMode.Error, 0 }, { FaultMode.Unavailable, 0 }, { FaultMode.Garbage, 0 }, { FaultMode.Dropped, 0 },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task T64_STS_with_each_fault_cold_warm_and_stale(FaultMode mode, int retryAfter)
    {
        await using var scene = await AwsScene.StartAsync();
        Break(scene, mode, retryAfter);

        // Cold: a typed error for every caller, for one fetch, and in the pause after it at once.
        var failures = await scene.WithTimeAsync(Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => FailureAsync(scene))));
        failures.ShouldAllBe(static failure => failure.RetryAfter > TimeSpan.Zero);
        scene.Exchanges.ShouldBeInRange(1, MostExchanges);
        var asked = scene.Exchanges;
        await FailureAsync(scene);
        scene.Exchanges.ShouldBe(asked);

        // Well again, after the pause.
        scene.Cloud.Faults.Clear();
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        var key = await KeyAsync(scene);

        // Warm: nobody asks.
        Break(scene, mode, retryAfter);
        asked = scene.Exchanges;
        (await AllAsync(scene)).ShouldAllBe(served => served == key);
        scene.Exchanges.ShouldBe(asked);

        // Stale: due, and served on at once; then ended, and a typed error.
        scene.Clock.Advance(TimeSpan.FromMinutes(40));
        (await AllAsync(scene)).ShouldAllBe(served => served == key);
        await Eventually.IsTrueAsync(() =>
        {
            scene.Clock.Advance(TimeSpan.FromMilliseconds(250));
            return scene.Log.Lines.Any(static line => line.Contains(" 1101 ", StringComparison.Ordinal));
        });
        (await AllAsync(scene)).ShouldAllBe(served => served == key);
        (scene.Exchanges - asked).ShouldBeInRange(1, MostExchanges);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.WithTimeAsync(FailureAsync(scene));
    }

    private static void Break(AwsScene scene, FaultMode mode, int retryAfter)
    {
        if (retryAfter > 0)
        {
            scene.Cloud.Faults.Set(AwsScene.Endpoint, mode, TimeSpan.FromSeconds(retryAfter));
        }
        else
        {
            scene.Cloud.Faults.Set(AwsScene.Endpoint, mode);
        }
    }

    private static async Task<AwsCredentialsException> FailureAsync(AwsScene scene) => await Should.ThrowAsync<AwsCredentialsException>(() => scene.Credentials.GetCredentialsAsync());

    private static async Task<string> KeyAsync(AwsScene scene) => (await scene.WithTimeAsync(scene.Credentials.GetCredentialsAsync())).AccessKey;

    private static async Task<string[]> AllAsync(AwsScene scene) => await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ => (await scene.Credentials.GetCredentialsAsync()).AccessKey));
}
