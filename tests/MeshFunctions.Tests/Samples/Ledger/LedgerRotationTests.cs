using System.Globalization;
using Azure.Core;
using Ledger.Database;
using Npgsql;

namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>10⁴ entries through twenty rotations, on a real PostgreSQL and with the local cloud's tokens and secrets.</summary>
public sealed class LedgerRotationTests(LedgerCluster cluster) : IClassFixture<LedgerCluster>, IAsyncLifetime
{
    private const int Rotations = 20;
    private const int EntriesPerRotation = 500;
    private const int MostRotationsOfControl = 3;

    // A token lasts an hour and is due for renewal at half of that, or up to three minutes later.
    private static readonly TimeSpan BeyondHalfOfALife = TimeSpan.FromMinutes(34);
    private static readonly TokenRequestContext Scope = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    private LedgerScene _scene = null!;
    private int _rotations;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scene = await LedgerScene.StartAsync();
        cluster.Directory.Check = _scene.IsGoodAsync;
        await cluster.SetPasswordAsync(LedgerScene.FirstPassword, static () => { });
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task T63_Ten_thousand_entries_through_twenty_rotations_of_the_password_without_a_failure()
    {
        var before = await cluster.CountAsync();
        var refusals = await RefusalsAsync();
        await using var pooled = WithSecret("Maximum Pool Size=8");
        await using var unpooled = WithSecret("Pooling=false");
        var run = new LedgerRun(pooled, unpooled);
        await _scene.Secrets.GetAsync(LedgerScene.Secret, Cancel);
        var asked = _scene.Cloud.Requests[LedgerScene.VersionsEndpoint];

        while (_rotations < Rotations)
        {
            await run.BookAsync(EntriesPerRotation, RotatePasswordAsync);
            (await _scene.Secrets.GetAsync(LedgerScene.Secret, Cancel)).Current.Reveal().ShouldBe(Password(_rotations));
        }

        run.Failures.ShouldBeEmpty();
        run.Booked.ShouldBe(Rotations * EntriesPerRotation);
        (await cluster.CountAsync() - before).ShouldBe(Rotations * EntriesPerRotation);
        _scene.Cloud.Requests[LedgerScene.VersionsEndpoint].ShouldBe(asked + Rotations, "one request for all who were refused");
        (await RefusalsAsync() - refusals).ShouldBeGreaterThanOrEqualTo(Rotations, "each rotation was met by a login");
    }

    [Fact]
    public async Task T60_Ten_thousand_entries_through_twenty_tokens_without_a_failure()
    {
        var before = await cluster.CountAsync();
        var (tokens, refused) = (cluster.Directory.Accepted.Count, cluster.Directory.Refused);
        await using var pooled = WithToken("Maximum Pool Size=8");
        await using var unpooled = WithToken("Pooling=false");
        var run = new LedgerRun(pooled, unpooled);

        while (_rotations < Rotations)
        {
            await run.BookAsync(EntriesPerRotation, () => RotateTokenAsync(pooled));
        }

        run.Failures.ShouldBeEmpty();
        run.Booked.ShouldBe(Rotations * EntriesPerRotation);
        (await cluster.CountAsync() - before).ShouldBe(Rotations * EntriesPerRotation);
        _scene.Cloud.Requests[LedgerScene.TokenEndpoint].ShouldBe(1 + Rotations);
        cluster.Directory.Refused.ShouldBe(refused);
        (cluster.Directory.Accepted.Count - tokens).ShouldBe(1 + Rotations, "there was a login with each token");
    }

    [Fact]
    public async Task The_same_run_with_a_password_that_was_taken_once_fails()
    {
        await using var pooled = WithFixed(LedgerCluster.PasswordRole, LedgerScene.FirstPassword, "Maximum Pool Size=8");
        await using var unpooled = WithFixed(LedgerCluster.PasswordRole, LedgerScene.FirstPassword, "Pooling=false");
        var run = new LedgerRun(pooled, unpooled);

        while (run.Failures.IsEmpty && _rotations < MostRotationsOfControl)
        {
            await run.BookAsync(EntriesPerRotation, RotatePasswordAsync);
        }

        run.Failures.OfType<PostgresException>().Select(failure => failure.SqlState).Distinct(StringComparer.Ordinal).ShouldBe([PostgresErrorCodes.InvalidPassword]);
    }

    [Fact]
    public async Task The_same_run_with_a_token_that_was_taken_once_fails()
    {
        var token = (await _scene.Credential.GetTokenAsync(Scope, Cancel)).Token;
        await using var pooled = WithFixed(LedgerCluster.TokenRole, token, "Maximum Pool Size=8");
        await using var unpooled = WithFixed(LedgerCluster.TokenRole, token, "Pooling=false");
        var run = new LedgerRun(pooled, unpooled);

        while (run.Failures.IsEmpty && _rotations < MostRotationsOfControl)
        {
            await run.BookAsync(EntriesPerRotation, () => RotateTokenAsync(pooled: null));
        }

        run.Failures.OfType<PostgresException>().Select(failure => failure.SqlState).Distinct(StringComparer.Ordinal).ShouldBe([PostgresErrorCodes.InvalidAuthorizationSpecification]);
    }

    private static string Password(int rotation) => string.Create(CultureInfo.InvariantCulture, $"password-{rotation}-canary-5f1d");

    // The leases ask the vault at most once a second because of a refusal.
    private async Task RotatePasswordAsync()
    {
        _scene.Clock.Advance(TimeSpan.FromSeconds(2));
        var next = Password(++_rotations);
        await cluster.SetPasswordAsync(next, () => _scene.Cloud.Secrets.Add(LedgerScene.Secret, next));
    }

    // The token before the last one has ended, the last one is still good, and the new one is there before time goes on.
    private async Task RotateTokenAsync(LedgerDatabase? pooled)
    {
        var old = (await _scene.Credential.GetTokenAsync(Scope, Cancel)).Token;
        _rotations++;
        _scene.Clock.Advance(BeyondHalfOfALife);
        await Credentials.Eventually.IsTrueAsync(async () => !string.Equals((await _scene.Credential.GetTokenAsync(Scope, Cancel)).Token, old, StringComparison.Ordinal));
        if (pooled is not null)
        {
            await using var connection = await pooled.OpenAsync(Cancel);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private Task<int> RefusalsAsync() => cluster.LoggedAsync($"password authentication failed for user \"{LedgerCluster.PasswordRole}\"");

    private LedgerDatabase WithSecret(string more) => new(
        new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.PasswordRole, more)).UseSecret(_scene.Secrets, LedgerScene.Secret).Build(), _scene.Secrets, LedgerScene.Secret);

    private LedgerDatabase WithToken(string more) => new(
        new NpgsqlDataSourceBuilder(cluster.Settings(LedgerCluster.TokenRole, more)).UseAccessToken(_scene.Credential).Build());

    private LedgerDatabase WithFixed(string role, string password, string more) => new(
        NpgsqlDataSource.Create(cluster.Settings(role, $"{more};Password={password}")));
}
