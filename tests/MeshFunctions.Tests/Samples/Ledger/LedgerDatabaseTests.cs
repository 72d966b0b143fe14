using Azure.Identity;
using Ledger;
using Ledger.Database;
using MeshFunctions.Credentials;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>What one login does when its password was rotated, and what nobody gets to see of it.</summary>
public sealed class LedgerDatabaseTests(LedgerCluster cluster) : IClassFixture<LedgerCluster>, IAsyncLifetime
{
    private const string Second = "password-1-canary-77aa";

    private LedgerScene _scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scene = await LedgerScene.StartAsync();
        cluster.Directory.Check = _scene.IsGoodAsync;
        await cluster.SetPasswordAsync(LedgerScene.FirstPassword, static () => { });
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task T63_OpenAsync_with_a_rotated_password_is_one_login_more()
    {
        await using var database = WithSecret();
        await using (await database.OpenAsync(Cancel))
        {
            // The pool has a connection of the old password, and the leases have that.
        }

        var (refused, accepted) = await LoginsAsync();
        var asked = _scene.Cloud.Requests[LedgerScene.VersionsEndpoint];
        await cluster.SetPasswordAsync(Second, () => _scene.Cloud.Secrets.Add(LedgerScene.Secret, Second));
        await using var unpooled = WithSecret("Pooling=false");
        await using (await unpooled.OpenAsync(Cancel))
        {
        }

        (await LoginsAsync()).ShouldBe((refused + 1, accepted + 1));
        _scene.Cloud.Requests[LedgerScene.VersionsEndpoint].ShouldBe(asked + 1);
    }

    [Fact]
    public async Task T63_OpenAsync_with_a_wrong_password_and_no_newer_one_is_one_login_and_the_databases_refusal()
    {
        await using var database = WithSecret("Pooling=false");
        await using (await database.OpenAsync(Cancel))
        {
        }

        var (refused, accepted) = await LoginsAsync();
        await cluster.SetPasswordAsync("nobody has this one", static () => { });
        var failure = await Should.ThrowAsync<PostgresException>(() => database.OpenAsync(Cancel).AsTask());

        failure.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        (await LoginsAsync()).ShouldBe((refused + 1, accepted));
    }

    [Fact]
    public async Task T63_Rotation_closes_the_connections_that_the_old_password_opened()
    {
        await using var database = WithSecret();
        var old = await SessionAsync(database);
        (await SessionAsync(database)).ShouldBe(old, "the pool keeps it");

        await cluster.SetPasswordAsync(Second, () => _scene.Cloud.Secrets.Add(LedgerScene.Secret, Second));
        (await _scene.Secrets.RefreshAsync(LedgerScene.Secret, Cancel)).ShouldBeTrue();

        await Eventually.IsTrueAsync(async () => await SessionAsync(database) != old);
    }

    [Fact]
    public async Task T62_Vault_in_trouble_lets_logins_go_on_with_the_password_in_hand()
    {
        await using var database = WithSecret("Pooling=false");
        await SessionAsync(database);
        var asked = _scene.Cloud.Requests[LedgerScene.VersionsEndpoint];
        _scene.Cloud.Faults.Set(LedgerScene.VersionsEndpoint);
        _scene.Clock.Advance(TimeSpan.FromMinutes(6));

        await Eventually.IsTrueAsync(async () => await SessionAsync(database) > 0 && _scene.Cloud.Requests[LedgerScene.VersionsEndpoint] > asked);
    }

    [Fact]
    public async Task Vault_or_identity_that_never_answered_is_an_outage_of_the_database()
    {
        _scene.Cloud.Faults.Set(LedgerScene.VersionsEndpoint, new() { Status = 403 });
        await using var byPassword = WithSecret();
        (await Failure(byPassword)).ShouldBeOfType<LeaseUnavailableException>();

        _scene.Cloud.Faults.Set(LedgerScene.TokenEndpoint);
        _scene.Clock.Advance(TimeSpan.FromHours(2));
        await using var byToken = new LedgerDatabase(new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.TokenRole)).UseAccessToken(_scene.Credential).Build());
        (await Failure(byToken)).ShouldBeOfType<NpgsqlException>().InnerException.ShouldBeOfType<AuthenticationFailedException>();

        static async Task<Exception> Failure(LedgerDatabase database)
        {
            var failure = await Should.ThrowAsync<Exception>(() => database.OpenAsync(Cancel).AsTask());
            LedgerDatabase.IsUnavailable(failure).ShouldBeTrue();
            return failure;
        }
    }

    [Theory]
    [InlineData(LedgerCluster.TokenRole, null)]
    [InlineData(LedgerCluster.PasswordRole, LedgerScene.Secret)]
    public async Task AddLedger_takes_the_token_or_the_secret_as_configured(string role, string? secret)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Ledger:Postgres", cluster.Settings(role)), new("Ledger:PasswordSecret", secret)])
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(_scene.Credential).AddSingleton(_scene.Secrets).AddLedger(configuration).BuildServiceProvider();
        var accounts = services.GetRequiredService<Accounts>();
        var entry = new Entry(Guid.CreateVersion7(), role, 250);

        (await accounts.BookAsync(entry, Cancel)).ShouldBe(Booking.New);
        (await accounts.BookAsync(entry, Cancel)).ShouldBe(Booking.Same);
        (await accounts.BookAsync(entry with { Cents = 900 }, Cancel)).ShouldBe(Booking.Other, "its id is taken");
        (await accounts.BookAsync(entry with { Account = "other" }, Cancel)).ShouldBe(Booking.Other, "its id is taken");
        (await accounts.BalanceAsync(role, Cancel)).ShouldBe(250);
        (await accounts.BalanceAsync("nobody", Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData("rent", true)]
    [InlineData("", false)]
    [InlineData("a\0", false)]
    public void Account_that_the_database_would_refuse_is_none(string name, bool valid) => new Entry(Guid.CreateVersion7(), name, 1).IsValid.ShouldBe(valid);

    [Fact]
    public void AddLedger_without_a_database_says_what_is_missing() =>
        Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddLedger(new ConfigurationBuilder().Build())).Message.ShouldStartWith("Ledger:Postgres:");

    [Fact]
    public async Task Token_of_somebody_else_is_no_password()
    {
        await using var database = new LedgerDatabase(NpgsqlDataSource.Create(cluster.Settings(
            LedgerCluster.TokenRole, $"Pooling=false;Password={_scene.Cloud.Mint(new() { Issuer = LocalCloud.Tokens.CloudIssuer.Entra, Audience = "https://ossrdbms-aad.database.windows.net" })}")));

        await Should.ThrowAsync<PostgresException>(() => database.OpenAsync(Cancel).AsTask());
    }

    [Fact]
    public async Task T68_Neither_password_nor_token_is_in_logs_exceptions_or_connection_strings()
    {
        using var sink = new LogSink();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(sink));
        await using var byPassword = new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.PasswordRole)).UseLoggerFactory(loggers).UseSecret(_scene.Secrets, LedgerScene.Secret).Build();
        await using var byToken = new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.TokenRole)).UseLoggerFactory(loggers).UseAccessToken(_scene.Credential).Build();
        List<string?> shown = [];
        foreach (var dataSource in (NpgsqlDataSource[])[byPassword, byToken])
        {
            await using (var connection = await dataSource.OpenConnectionAsync(Cancel))
            {
                shown.AddRange([connection.ConnectionString, connection.ToString(), dataSource.ConnectionString, dataSource.ToString()]);
            }

            dataSource.Clear();
        }

        await cluster.SetPasswordAsync(Second, static () => { });
        cluster.Directory.Check = static (_, _) => ValueTask.FromResult(false);
        foreach (var dataSource in (NpgsqlDataSource[])[byPassword, byToken])
        {
            shown.Add((await Should.ThrowAsync<PostgresException>(() => dataSource.OpenConnectionAsync(Cancel).AsTask())).ToString());
        }

        var token = (await _scene.Credential.GetTokenAsync(new(["https://ossrdbms-aad.database.windows.net/.default"]), Cancel)).Token;
        var all = string.Join('\n', shown) + sink.All;
        all.ShouldContain("password authentication failed");
        all.ShouldContain("LDAP authentication failed");
        all.ShouldNotContain(LedgerScene.FirstPassword);
        all.ShouldNotContain(token);
        all.ShouldNotContain("eyJ", Case.Sensitive);
    }

    [Theory]
    [InlineData("Host=db.example")]
    [InlineData("Host=db.example;SSL Mode=Require")]
    [InlineData("Host=db.example;SSL Mode=VerifyCA")]
    [InlineData("Host=/run/postgresql,db.example;SSL Mode=Require")]
    public void Server_that_is_not_verified_gets_neither(string settings)
    {
        Should.Throw<ArgumentException>(() => new NpgsqlDataSourceBuilder(settings).UseAccessToken(_scene.Credential)).Message.ShouldContain("VerifyFull");
        Should.Throw<ArgumentException>(() => new NpgsqlDataSourceBuilder(settings).UseSecret(_scene.Secrets, LedgerScene.Secret)).Message.ShouldContain("VerifyFull");
    }

    [Theory]
    [InlineData("Host=db.example;SSL Mode=VerifyFull")]
    [InlineData("Host=/run/postgresql")]
    public void Server_that_is_verified_gets_either(string settings)
    {
        new NpgsqlDataSourceBuilder(settings).UseAccessToken(_scene.Credential).ShouldNotBeNull();
        new NpgsqlDataSourceBuilder(settings).UseSecret(_scene.Secrets, LedgerScene.Secret).ConnectionStringBuilder.RequireAuth.ShouldBe("ScramSHA256");
    }

    [Fact]
    public async Task Server_that_asks_for_the_password_in_the_clear_does_not_get_it()
    {
        var asked = 0;
        cluster.Directory.Check = (_, _) =>
        {
            asked++;
            return ValueTask.FromResult(true);
        };
        await using var dataSource = new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.TokenRole)).UseSecret(_scene.Secrets, LedgerScene.Secret).Build();

        await Should.ThrowAsync<NpgsqlException>(() => dataSource.OpenConnectionAsync(Cancel).AsTask());

        asked.ShouldBe(0);
    }

    [Fact]
    public async Task Password_beside_the_leased_one_is_a_mistake()
    {
        var builder = new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.PasswordRole, "Password=old")).UseSecret(_scene.Secrets, LedgerScene.Secret);

        Should.Throw<NotSupportedException>(builder.Build);

        await using var database = WithSecret();
        await using var connection = await database.OpenAsync(Cancel);
        connection.ConnectionString.ShouldNotContain("assword");
    }

    private static async Task<int> SessionAsync(LedgerDatabase database)
    {
        await using var connection = await database.OpenAsync(Cancel);
        return connection.ProcessID;
    }

    private async Task<(int Refused, int Accepted)> LoginsAsync() => (
        await cluster.LoggedAsync($"password authentication failed for user \"{LedgerCluster.PasswordRole}\""),
        await cluster.LoggedAsync($"connection authorized: user={LedgerCluster.PasswordRole} "));

    private LedgerDatabase WithSecret(string more = "") => new(
        new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.PasswordRole, more)).UseSecret(_scene.Secrets, LedgerScene.Secret).Build(), _scene.Secrets, LedgerScene.Secret);
}
