using System.Diagnostics.CodeAnalysis;
using Azure;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Credentials;

public sealed class SecretsConfigurationTests
{
    private readonly FakeClock _clock = new();
    private readonly ScriptedVault _vault = new();
    private readonly SecretKeys _keys = new SecretKeys().Map("Orders:Database:Password", "db").Map("Orders:Replica:Password", "DB");
    private readonly List<SecretLeases> _made = [];

    public SecretsConfigurationTests() => _vault.Add("v1", "CANARY-one", _clock.GetUtcNow());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Configuration_has_the_current_version_under_the_mapped_keys()
    {
        using var configuration = Build();

        configuration["orders:database:password"].ShouldBe("CANARY-one");
        configuration["Orders:Replica:Password"].ShouldBe("CANARY-one");
        configuration.GetSection("Orders").GetChildren().Select(child => child.Key).ShouldBe(["Database", "Replica"]);
        configuration["Orders:Name"].ShouldBeNull();
        _vault.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task OptionsMonitor_sees_a_rotated_secret_without_a_restart()
    {
        using var configuration = Build();
        await using var services = new ServiceCollection().Configure<Database>(configuration.GetSection("Orders:Database")).BuildServiceProvider();
        var monitor = services.GetRequiredService<IOptionsMonitor<Database>>();
        monitor.CurrentValue.Password.ShouldBe("CANARY-one");
        _vault.Add("v2", "CANARY-two", _clock.GetUtcNow().AddSeconds(1));

        Pass(TimeSpan.FromMinutes(6));

        await Eventually.IsTrueAsync(() => monitor.CurrentValue.Password is "CANARY-two");
    }

    [Fact]
    public async Task Attach_the_apps_own_leases_take_over_and_one_event_reaches_the_configuration()
    {
        using var configuration = Build();
        var app = Leases(CancellationToken.None);
        configuration.Providers.OfType<SecretsConfigurationProvider>().Single().Attach(app);
        await app.GetAsync("db", Cancel);
        var asked = _vault.Lists;
        _vault.Add("v2", "CANARY-two", _clock.GetUtcNow().AddSeconds(1));

        await app.RefreshAsync("db", Cancel);
        await Eventually.IsTrueAsync(() => configuration["Orders:Database:Password"] is "CANARY-two");
        Pass(TimeSpan.FromMinutes(4));

        _vault.Lists.ShouldBe(asked + 1);
    }

    [Fact]
    public async Task Load_vault_that_does_not_answer_holds_the_start_up_for_the_budget_only_and_a_reload_brings_the_value()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _vault.Gate = gate.Task;
        var building = Task.Run(Build, Cancel);
        await Eventually.IsTrueAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return building.IsCompleted;
        });
        using var configuration = await building;
        configuration["Orders:Database:Password"].ShouldBeNull();
        var reloaded = false;
        configuration.GetReloadToken().RegisterChangeCallback(_ => reloaded = true, null);

        gate.SetResult();

        await Eventually.IsTrueAsync(() => configuration["Orders:Database:Password"] is "CANARY-one" && reloaded);
    }

    [Fact]
    public async Task T62_withdrawn_or_expired_secret_leaves_the_configuration()
    {
        using var configuration = Build();
        _vault.ListFails = new RequestFailedException(404, "gone", "SecretNotFound", null);

        Pass(TimeSpan.FromMinutes(6));
        await Eventually.IsTrueAsync(() => configuration["Orders:Database:Password"] is null);

        _vault.ListFails = null;
        Pass(TimeSpan.FromMinutes(6));
        await Eventually.IsTrueAsync(() => configuration["Orders:Database:Password"] is "CANARY-one");
    }

    [Fact]
    public async Task T62_secret_that_runs_out_while_the_vault_is_down_leaves_the_configuration()
    {
        var vault = new ScriptedVault();
        vault.Add("v1", "CANARY-one", _clock.GetUtcNow()).ExpiresOn = _clock.GetUtcNow().AddMinutes(20);
        using var configuration = Build(vault);
        vault.ListFails = new RequestFailedException(503, "down");

        Pass(TimeSpan.FromMinutes(19));
        configuration["Orders:Database:Password"].ShouldBe("CANARY-one");
        Pass(TimeSpan.FromMinutes(3));

        await Eventually.IsTrueAsync(() => configuration["Orders:Database:Password"] is null);
    }

    [Fact]
    public async Task T62_secret_without_an_end_leaves_the_configuration_a_day_after_the_vault_confirmed_it_last()
    {
        using var configuration = Build();
        await Eventually.IsTrueAsync(() => configuration["Orders:Database:Password"] is "CANARY-one");
        _vault.ListFails = new RequestFailedException(403, "no");

        Pass(TimeSpan.FromHours(23));
        configuration["Orders:Database:Password"].ShouldBe("CANARY-one");
        Pass(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(2));

        await Eventually.IsTrueAsync(() => configuration["Orders:Database:Password"] is null);
    }

    [Fact]
    public async Task T62_default_of_a_source_below_never_takes_the_place_of_a_secret_that_is_not_there()
    {
        var vault = new ScriptedVault { ListFails = new RequestFailedException(503, "down") };
        using var configuration = (ConfigurationRoot)new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Orders:Database:Password"] = "changeme", ["Orders:Database:User"] = "orders" })
            .Add(Source(vault))
            .Build();
        await using var services = new ServiceCollection().Configure<Database>(configuration.GetSection("Orders:Database")).BuildServiceProvider();
        var monitor = services.GetRequiredService<IOptionsMonitor<Database>>();
        ShouldHaveNone();

        vault.Add("v1", "CANARY-one", _clock.GetUtcNow());
        vault.ListFails = null;
        Pass(TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => monitor.CurrentValue.Password is "CANARY-one");

        vault.ListFails = new RequestFailedException(404, "gone", "SecretNotFound", null);
        Pass(TimeSpan.FromMinutes(6));
        await Eventually.IsTrueAsync(() => monitor.CurrentValue.Password is null);
        ShouldHaveNone();

        void ShouldHaveNone()
        {
            configuration["Orders:Database:Password"].ShouldBeNull();
            (configuration.GetSection("Orders:Database").GetValue("Password", "fallback") is "changeme").ShouldBeFalse();
            monitor.CurrentValue.Password.ShouldBeNull();
            monitor.CurrentValue.User.ShouldBe("orders");
        }
    }

    [Fact]
    public void T68_the_debug_view_with_the_mask_and_the_provider_itself_hold_no_secret()
    {
        using var configuration = Build();

        configuration.GetDebugView(MeshSecretsConfigurationExtensions.MaskMeshSecrets).ShouldNotContain("CANARY");
        configuration.Providers.Last().ToString().ShouldNotBeNull().ShouldNotContain("CANARY");
        DebuggerView.Of(configuration.Providers.Last()).ShouldNotContain("CANARY");
    }

    [Fact]
    public void AddMeshSecrets_without_a_vault_adds_nothing_and_with_a_mistake_fails()
    {
        using var manager = new ConfigurationManager();
        manager.AddMeshSecrets(keys => keys.Map("A", "a"));
        manager.Sources.OfType<SecretsConfigurationSource>().ShouldBeEmpty();
        manager["MeshFunctions:Vault:Uri"] = "http://vault";

        Should.Throw<OptionsValidationException>(() => manager.AddMeshSecrets(keys => keys.Map("A", "a"))).Message.ShouldContain("MeshFunctions:Vault:Uri");
        Should.Throw<ArgumentException>(() => new SecretKeys().Map("A", "a_b"));
        Should.Throw<ArgumentException>(() => new SecretKeys().Map("A", "a").Map("a", "b"));
    }

    private ConfigurationRoot Build() => Build(_vault);

    private ConfigurationRoot Build(ScriptedVault vault) =>
        (ConfigurationRoot)new ConfigurationBuilder().Add(Source(vault)).Build();

    private SecretsConfigurationSource Source(ScriptedVault vault) => new(_keys, stopping => Leases(stopping, vault), _clock);

    private SecretLeases Leases(CancellationToken stopping, ScriptedVault? vault = null)
    {
        var leases = new SecretLeases((vault ?? _vault).Client, TimeSpan.FromMinutes(5), _clock, null, new RecordedLog<SecretLeases>(), stopping: stopping);
        _made.Add(leases);
        return leases;
    }

    // In steps: what is fetched in the background has its moment.
    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(20))
        {
            _clock.Advance(TimeSpan.FromSeconds(20));
            Thread.Yield();
        }
    }

    [SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The options are made by reflection.")]
    private sealed class Database
    {
        public string? Password { get; set; } = "default of the class";

        public string? User { get; set; }
    }
}
