using System.Diagnostics;
using Azure;
using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

public sealed class CachedTokenCredentialTests
{
    private static readonly TokenRequestContext Vault = new(["https://vault.azure.net/.default"]);
    private readonly FakeClock _clock = new();
    private readonly RecordedLog<CachedTokenCredential> _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T61_a_thousand_waiters_share_one_call_and_the_first_one_to_give_up_takes_nothing_from_the_others()
    {
        var answer = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = new ScriptedCredential((_, cancelled) => answer.Task.WaitAsync(cancelled));
        var credential = Cached(inner);
        using var first = new CancellationTokenSource();
        var waiters = Enumerable.Range(0, 1000)
            .Select(i => credential.GetTokenAsync(Vault, i == 0 ? first.Token : Cancel).AsTask())
            .ToArray();

        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiters[0]);
        answer.SetResult(Token("one", TimeSpan.FromHours(1)));
        var tokens = await Task.WhenAll(waiters[1..]);

        inner.Calls.ShouldBe(1);
        tokens.Length.ShouldBe(999);
        tokens.ShouldAllBe(token => token.Token == "one");
    }

    [Fact]
    public async Task T61_when_every_waiter_has_given_up_the_token_is_kept_all_the_same()
    {
        var answer = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = new ScriptedCredential((_, _) => answer.Task);
        var credential = Cached(inner);
        using var only = new CancellationTokenSource();
        var waiter = credential.GetTokenAsync(Vault, only.Token).AsTask();

        await only.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiter);
        answer.SetResult(Token("one", TimeSpan.FromHours(1)));

        (await credential.GetTokenAsync(Vault, Cancel)).Token.ShouldBe("one");
        inner.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task GetTokenAsync_keeps_tokens_by_scopes_tenant_claims_and_evaluation_flag()
    {
        var inner = Counting();
        var credential = Cached(inner);
        TokenRequestContext[] contexts =
        [
            Vault,
            new(["api://inventory/.default"]),
            new(["https://vault.azure.net/.default", "other"]),
            new(["https://vault.azure.net/.default"], tenantId: "t"),
            new(["https://vault.azure.net/.default"], claims: "{}"),
            new(["https://vault.azure.net/.default"], isCaeEnabled: true),
        ];

        foreach (var context in contexts.Concat(contexts))
        {
            await credential.GetTokenAsync(context, Cancel);
        }

        inner.Calls.ShouldBe(contexts.Length);
        inner.Asked[2].Scopes.ShouldBe(["https://vault.azure.net/.default", "other"]);
        inner.Asked[3].TenantId.ShouldBe("t");
        inner.Asked[4].Claims.ShouldBe("{}");
        inner.Asked[5].IsCaeEnabled.ShouldBeTrue();
    }

    [Fact]
    public async Task T60_tokens_for_a_thousand_claims_make_no_other_token_go()
    {
        var inner = Counting();
        var credential = Cached(inner);
        var others = Enumerable.Range(0, 200).Select(static i => new TokenRequestContext([$"api://{i}/.default"])).ToArray();
        await AskAsync(others);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await AskAsync(Enumerable.Range(0, 1000).Select(static i => new TokenRequestContext(["api://0/.default"], claims: $"{{\"{i}\":1}}")));
        await AskAsync(others);

        inner.Calls.ShouldBe(1200);

        async Task AskAsync(IEnumerable<TokenRequestContext> contexts)
        {
            foreach (var context in contexts)
            {
                await credential.GetTokenAsync(context, Cancel);
            }
        }
    }

    [Fact]
    public async Task GetTokenAsync_due_token_is_served_while_its_successor_is_fetched()
    {
        var second = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = new Queue<Task<AccessToken>>([Task.FromResult(Token("one", TimeSpan.FromHours(1))), second.Task]);
        var inner = new ScriptedCredential((_, _) => answers.Dequeue());
        var credential = Cached(inner);
        await credential.GetTokenAsync(Vault, Cancel);

        _clock.Advance(TimeSpan.FromMinutes(29));
        await credential.GetTokenAsync(Vault, Cancel);
        inner.Calls.ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await credential.GetTokenAsync(Vault, Cancel)).Token.ShouldBe("one");
        (await credential.GetTokenAsync(Vault, Cancel)).Token.ShouldBe("one");
        await Eventually.IsTrueAsync(() => inner.Calls == 2);
        second.SetResult(Token("two", TimeSpan.FromHours(1)));

        await Eventually.IsTrueAsync(async () => (await credential.GetTokenAsync(Vault, Cancel)).Token is "two");
        inner.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task GetTokenAsync_refresh_that_returns_the_same_token_is_not_repeated_at_once()
    {
        var token = Token("same", TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
        var inner = new ScriptedCredential((_, _) => Task.FromResult(token));
        var credential = Cached(inner);
        await credential.GetTokenAsync(Vault, Cancel);

        _clock.Advance(TimeSpan.FromMinutes(10));
        await credential.GetTokenAsync(Vault, Cancel);
        await Eventually.IsTrueAsync(() => _log.Lines.Count == 2);
        for (var i = 0; i < 1000; i++)
        {
            await credential.GetTokenAsync(Vault, Cancel);
        }

        inner.Calls.ShouldBe(2);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await credential.GetTokenAsync(Vault, Cancel);
        await Eventually.IsTrueAsync(() => inner.Calls == 3);
    }

    [Fact]
    public async Task T60_failing_refresh_serves_the_old_token_until_it_expires_and_then_fails_with_a_typed_error()
    {
        var failing = false;
        var inner = new ScriptedCredential((_, _) => failing
            ? Task.FromException<AccessToken>(new AuthenticationFailedException("no", new RequestFailedException(500, "down")))
            : Task.FromResult(Token("one", TimeSpan.FromHours(1))));
        var credential = Cached(inner);
        await credential.GetTokenAsync(Vault, Cancel);
        failing = true;

        _clock.Advance(TimeSpan.FromMinutes(45));
        (await credential.GetTokenAsync(Vault, Cancel)).Token.ShouldBe("one");
        await Eventually.IsTrueAsync(() => _log.Lines.Any(line => line.Contains("1101", StringComparison.Ordinal)));
        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        (await credential.GetTokenAsync(Vault, Cancel)).Token.ShouldBe("one");
        await Eventually.IsTrueAsync(() => inner.Calls == 3 && _log.Lines.Count == 3);
        _clock.Advance(TimeSpan.FromSeconds(10));

        await Should.ThrowAsync<AuthenticationFailedException>(() => credential.GetTokenAsync(Vault, Cancel).AsTask());
        _log.Lines[^1].ShouldContain("1102");
    }

    [Fact]
    public async Task T60_failing_credential_is_not_asked_in_a_loop_and_every_waiter_gets_the_error()
    {
        var inner = new ScriptedCredential((_, _) => Task.FromException<AccessToken>(new CredentialUnavailableException("none here")));
        var credential = Cached(inner);

        for (var i = 0; i < 100; i++)
        {
            await Should.ThrowAsync<CredentialUnavailableException>(() => credential.GetTokenAsync(Vault, Cancel).AsTask());
        }

        inner.Calls.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<CredentialUnavailableException>(() => credential.GetTokenAsync(Vault, Cancel).AsTask());
        inner.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task T60_credential_that_never_answers_is_given_up_within_the_budget()
    {
        var inner = new ScriptedCredential(static (_, _) => new TaskCompletionSource<AccessToken>().Task);
        var credential = Cached(inner);
        var waiter = credential.GetTokenAsync(Vault, Cancel).AsTask();
        await Eventually.IsTrueAsync(() => inner.Calls == 1);

        _clock.Advance(TimeSpan.FromSeconds(100));

        (await Should.ThrowAsync<AuthenticationFailedException>(() => waiter)).InnerException.ShouldBeOfType<TimeoutException>();
    }

    [Theory]
    [InlineData("expired", -1)]
    [InlineData("", 3600)]
    public async Task T60_token_that_is_useless_on_arrival_is_a_typed_error(string token, int seconds)
    {
        var inner = new ScriptedCredential((_, _) => Task.FromResult(Token(token, TimeSpan.FromSeconds(seconds))));

        await Should.ThrowAsync<AuthenticationFailedException>(() => Cached(inner).GetTokenAsync(Vault, Cancel).AsTask());
    }

    [Fact]
    public async Task T60_error_of_any_other_type_becomes_a_typed_one()
    {
        var inner = new ScriptedCredential((_, _) => Task.FromException<AccessToken>(new InvalidOperationException("odd")));

        var error = await Should.ThrowAsync<AuthenticationFailedException>(() => Cached(inner).GetTokenAsync(Vault, Cancel).AsTask());
        error.InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void GetToken_from_a_context_that_runs_nothing_does_not_deadlock()
    {
        var credential = Cached(new ScriptedCredential(async (_, _) =>
        {
            await Task.Yield();
            return Token("one", TimeSpan.FromHours(1));
        }));
        string? token = null;
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            token = credential.GetToken(Vault, CancellationToken.None).Token;
        });

        thread.Start();

        thread.Join(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        token.ShouldBe("one");
    }

    [Fact]
    public async Task GetTokenAsync_fetch_does_not_run_in_the_trace_of_the_first_caller()
    {
        Activity? seen = null;
        var credential = Cached(new ScriptedCredential((_, _) =>
        {
            seen = Activity.Current;
            return Task.FromResult(Token("one", TimeSpan.FromHours(1)));
        }));
        using var activity = new Activity("request");
        activity.Start();

        await credential.GetTokenAsync(Vault, Cancel);

        seen.ShouldBeNull();
        Activity.Current.ShouldBe(activity);
    }

    [Fact]
    public async Task GetTokenAsync_proof_of_possession_is_not_kept()
    {
        var inner = Counting();
        var credential = Cached(inner);
        var bound = new TokenRequestContext(["s"], isProofOfPossessionEnabled: true, proofOfPossessionNonce: "n");

        await credential.GetTokenAsync(bound, Cancel);
        await credential.GetTokenAsync(bound, Cancel);

        inner.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task GetTokenAsync_without_a_scope_is_an_argument_error() =>
        await Should.ThrowAsync<ArgumentException>(() => Cached(Counting()).GetTokenAsync(new TokenRequestContext([]), Cancel).AsTask());

    [Fact]
    public async Task T68_logs_of_a_token_lease_hold_neither_the_token_nor_the_claims()
    {
        var credential = Cached(new ScriptedCredential((_, _) => Task.FromResult(Token("CANARY-token", TimeSpan.FromHours(1)))));

        await credential.GetTokenAsync(new TokenRequestContext(["scope"], claims: "CANARY-claims"), Cancel);

        _log.Lines.ShouldHaveSingleItem().ShouldContain("scope");
        _log.Lines.ShouldAllBe(line => !line.Contains("CANARY", StringComparison.Ordinal));
    }

    private CachedTokenCredential Cached(TokenCredential inner) => new(inner, _clock, null, _log);

    private ScriptedCredential Counting()
    {
        var count = 0;
        return new((_, _) => Task.FromResult(Token($"token {Interlocked.Increment(ref count)}", TimeSpan.FromHours(1))));
    }

    private AccessToken Token(string token, TimeSpan life, TimeSpan? refresh = null) =>
        new(token, _clock.GetUtcNow() + life, refresh is null ? null : _clock.GetUtcNow() + refresh);

    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
