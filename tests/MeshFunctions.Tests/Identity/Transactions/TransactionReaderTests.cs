using System.Text.Json;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Tokens;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity.Transactions;

/// <summary>The transaction of a proven hop that sets it, and what its type shows.</summary>
public sealed class TransactionReaderTests(KeyServer server) : IDisposable
{
    private static readonly HeaderPlan Plan = IdentitySourceHeaders.PlanFor([new HopOptions { Sets = { IdentitySource.TransactionToken } }]);
    private static readonly HopTrust.Proven Chain = new("chain", subject: null, [IdentitySource.TransactionToken]);

    private readonly TokenScene _scene = new(server, IssuerKind.Transaction);
    private readonly RecordedMeters _recorded = new();

    public void Dispose() => _recorded.Dispose();

    [Fact]
    public async Task ReadAsync_token_of_the_hop_that_sets_it_is_the_transaction()
    {
        var transaction = await AcceptAsync(_scene.Valid());

        transaction.Id.ShouldBe("97053963-771d");
        transaction.Subject.ShouldBe("user-1");
        transaction.Scopes.ShouldBe(["trade.stocks", "read"]);
        transaction.RequestingWorkload.ShouldBe("apigateway.mesh.local");
        transaction.TrustDomain.ShouldBe(TokenScene.TrustDomain);
        transaction.IssuerName.ShouldBe("main");
        transaction.IssuedAt.ToUnixTimeSeconds().ShouldBe(_scene.Now - 10);
        transaction.ExpiresAt.ToUnixTimeSeconds().ShouldBe(_scene.Now + 600);
        transaction.TransactionContext.ShouldNotBeNull().GetProperty("action").GetString().ShouldBe("BUY");
        transaction.RequestContext.ShouldNotBeNull().GetProperty("req_ip").GetString().ShouldBe("69.151.72.123");
        _recorded.Counts.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_claims_in_their_other_forms()
    {
        var transaction = await AcceptAsync(_scene.Valid().Without("tctx").Without("rctx").ClaimJson("aud", "[\"mesh.local\"]")
            .ClaimJson("sub", "\"\\u0075ser\"").Claim("scope", "  a  b "));

        transaction.TransactionContext.ShouldBeNull();
        transaction.RequestContext.ShouldBeNull();
        transaction.TrustDomain.ShouldBe(TokenScene.TrustDomain);
        transaction.Subject.ShouldBe("user");
        transaction.Scopes.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task T01_T02_ReadAsync_without_the_proof_of_a_hop_that_sets_it_nobody_looks_at_the_token()
    {
        var headers = Headers(_scene.Valid().Build());

        (await ReadAsync(headers, TestHeaders.Unproven)).ShouldBe(default);
        (await ReadAsync(headers, TestHeaders.SetsNothing)).ShouldBe(default);
        (await ReadAsync(headers, TestHeaders.Sidecar)).ShouldBe(default);
        (await ReadAsync(RequestHeaders.Read(TestHeaders.Raw((MeshHeaderNames.TransactionToken, "x")), TestHeaders.BarePlan), Chain)).ShouldBe(default);
        (await ReadAsync(Headers(""), Chain)).ShouldBe(default);
        _recorded.Counts.ShouldBeEmpty();
        _scene.Issuer.DiscoveryRequests.ShouldBe(0);
        (await ReadAsync(headers, Chain)).Transaction.ShouldNotBeNull("control");
    }

    [Fact]
    public async Task ReadAsync_invalid_token_is_none_and_counts()
    {
        foreach (var token in new[] { "garbage", _scene.Valid().Claim("exp", _scene.Now - 61).Build(), _scene.Valid().Build(new byte[64]), _scene.Valid().Header("typ", "at+jwt").Build() })
        {
            (await ReadAsync(Headers(token), Chain)).ShouldBe(default);
        }

        _recorded.Counts.ShouldBe(Enumerable.Repeat("mesh.identity.refused transaction_invalid", 4));
    }

    [Fact]
    public async Task T38b_ReadAsync_keys_that_cannot_be_had_are_none_and_a_time_to_try_again()
    {
        _scene.Issuer.Status = 500;
        var result = await ReadAsync(Headers(_scene.Valid().Build()), Chain);

        result.Transaction.ShouldBeNull();
        result.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        _recorded.Counts.ShouldBe(["mesh.identity.refused transaction_keys_unavailable"]);
    }

    /// <summary>Not even a service that never answers holds the functions up that did not ask for a transaction.</summary>
    [Fact]
    public async Task T38b_ReadAsync_service_that_hangs_is_waited_for_a_second_and_asked_on_behind_that()
    {
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scene.Issuer.Gate = answers.Task;
        var headers = Headers(_scene.Valid().Build());
        var pending = ReadAsync(headers, Chain).AsTask();
        pending.IsCompleted.ShouldBeFalse();
        _scene.Clock.Advance(TransactionReader.LongestWait);
        (await pending).RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);

        var next = ReadAsync(headers, Chain).AsTask();
        answers.SetResult();
        (await next).Transaction.ShouldNotBeNull();
        _recorded.Counts.ShouldBe(["mesh.identity.refused transaction_keys_unavailable"]);
    }

    [Fact]
    public async Task T68_Transaction_printed_does_not_show_its_content_and_serialised_not_its_token()
    {
        var text = _scene.Valid().Build();
        var transaction = (await ReadAsync(Headers(text), Chain)).Transaction.ShouldNotBeNull();

        transaction.ToString().ShouldBe("Transaction (main)");
        foreach (var part in text.Split('.'))
        {
            JsonSerializer.Serialize(transaction).ShouldNotContain(part);
        }
    }

    private static RequestHeaders Headers(string token) => RequestHeaders.Read(TestHeaders.Raw((MeshHeaderNames.TransactionToken, token)), Plan);

    private ValueTask<TransactionResult> ReadAsync(RequestHeaders headers, HopTrust trust) =>
        new TransactionReader(_scene.Validator, _scene.Clock, _recorded.Meters).ReadAsync(headers, trust, TestContext.Current.CancellationToken);

    private async Task<Transaction> AcceptAsync(TokenBuilder token) => (await ReadAsync(Headers(token.Build()), Chain)).Transaction.ShouldNotBeNull();
}
