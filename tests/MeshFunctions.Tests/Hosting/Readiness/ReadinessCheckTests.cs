using MeshFunctions.Hosting.Readiness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MeshFunctions.Tests.Hosting.Readiness;

public sealed class ReadinessCheckTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    [Fact]
    public async Task All_of_an_app_that_has_what_it_needs_are_healthy_and_tell_names_only()
    {
        await using var app = await mesh.StartAppAsync(services: static services => services.AddHealthChecks().AddMeshFunctions());
        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        report.Status.ShouldBe(HealthStatus.Healthy);
        report.Entries.Keys.ShouldBe(["mesh-issuer-keys", "mesh-secrets", "mesh-access-tokens", "mesh-certificates"], ignoreOrder: true);
        report.Entries["mesh-secrets"].Data.ShouldBe([new(MeshApp.KeySecret, "there")]);
        report.Entries["mesh-issuer-keys"].Description.ShouldBe("3 of 3 issuer-keys are there");
        report.Entries.Values.ShouldAllBe(static entry => entry.Tags.Contains("mesh"));
    }

    [Fact]
    public async Task An_issuer_that_is_down_and_a_certificate_that_is_not_there_are_unhealthy()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Tokens:Issuers:down:Issuer"] = "https://127.0.0.1:1/";
        settings["MeshFunctions:Tokens:Issuers:down:Audiences:0"] = "api://orders";
        settings["MeshFunctions:Mesh:CertificateFile"] = settings["MeshFunctions:Mesh:KeyFile"] = settings["MeshFunctions:Mesh:BundleFile"] = Path.Combine(Path.GetTempPath(), "no-such-folder", "mesh.pem");
        await using var app = await mesh.StartAppAsync(settings, services: static services => services.AddHealthChecks().AddMeshFunctions(HealthStatus.Degraded));
        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        report.Status.ShouldBe(HealthStatus.Degraded, "as the app chose");
        report.Entries["mesh-issuer-keys"].Data["down"].ShouldBe("missing");
        report.Entries["mesh-issuer-keys"].Data["users"].ShouldBe("there");
        report.Entries["mesh-certificates"].Status.ShouldBe(HealthStatus.Degraded);
        report.Entries["mesh-secrets"].Status.ShouldBe(HealthStatus.Healthy);
        report.Entries.Values.ShouldAllBe(static entry => entry.Exception == null);
    }

    [Fact]
    public async Task What_hangs_is_missing_after_five_seconds()
    {
        var clock = new FakeClock();
        var check = new ReadinessCheck(
            new ScriptedReadySource(
                "things",
                static async (_, cancelled) =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
                    return true;
                },
                "one"),
            clock);
        var pending = check.CheckHealthAsync(Context(check), TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(4.9));
        pending.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.2));

        (await pending).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task What_throws_is_missing_and_its_text_is_not_told()
    {
        var check = new ReadinessCheck(new ScriptedReadySource("things", static (_, _) => throw new InvalidOperationException("canary-4711"), "one"), TimeProvider.System);

        var result = await check.CheckHealthAsync(Context(check), TestContext.Current.CancellationToken);

        result.Status.ShouldBe(HealthStatus.Unhealthy);
        result.Exception.ShouldBeNull();
        result.Description.ShouldBe("0 of 1 things are there");
        result.Data.ShouldBe([new("one", "missing")]);
    }

    private static HealthCheckContext Context(IHealthCheck check) => new() { Registration = new HealthCheckRegistration("check", check, null, null) };
}
