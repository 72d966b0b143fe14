using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Worker.Tests.Hosting;

namespace Worker.Tests;

[Collection(nameof(ProcessWide))]
public sealed class SettingsTests : IDisposable
{
    private readonly string _host = Path.Combine(AppContext.BaseDirectory, "host.json");
    private readonly string _local = Path.Combine(AppContext.BaseDirectory, "local.settings.json");

    public void Dispose()
    {
        File.Delete(_host);
        File.Delete(_local);
    }

    [Theory]
    [InlineData("""{"version":"2.0","extensions":{"http":{"routePrefix":"fn/v1"}}}""", "/fn/v1/Hello")]
    [InlineData("""{"version":"2.0","extensions":{"http":{"routePrefix":""}}} // none""", "/Hello")]
    [InlineData("""{"version":"2.0"}""", "/api/Hello")]
    public async Task Route_prefix_is_that_of_host_json(string json, string path)
    {
        await File.WriteAllTextAsync(_host, json, TestContext.Current.CancellationToken);
        await using var host = await RunningHost.StartAsync();
        (await host.GetStringAsync(path)).ShouldBe("hello GET");
    }

    [Fact]
    public async Task Values_of_local_settings_become_environment_variables_unless_set()
    {
        Environment.SetEnvironmentVariable("WORKER_TESTS_SET", "before");
        await File.WriteAllTextAsync(
            _local,
            """{"IsEncrypted":false,"Values":{"WORKER_TESTS_SET":"file","WORKER_TESTS_NEW":"file","WorkerTests:Section":"x"},"ConnectionStrings":{"WorkerTests":"y"}}""",
            TestContext.Current.CancellationToken);
        await using var host = await RunningHost.StartAsync();
        var configuration = host.Host.Services.GetRequiredService<IConfiguration>();
        configuration["WORKER_TESTS_SET"].ShouldBe("before");
        configuration["WORKER_TESTS_NEW"].ShouldBe("file");
        configuration["WorkerTests:Section"].ShouldBe("x");
        configuration.GetConnectionString("WorkerTests").ShouldBe("y");
        Environment.GetEnvironmentVariable("WORKER_TESTS_NEW").ShouldBe("file");
    }

    [Fact]
    public async Task Encrypted_settings_are_refused()
    {
        await File.WriteAllTextAsync(_local, """{"IsEncrypted":true,"Values":{}}""", TestContext.Current.CancellationToken);
        await Should.ThrowAsync<InvalidOperationException>(static async () =>
        {
            await using var host = await RunningHost.StartAsync();
        });
    }
}
