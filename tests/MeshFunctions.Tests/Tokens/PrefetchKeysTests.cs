using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

public sealed class PrefetchKeysTests(KeyServer server)
{
    [Fact]
    public async Task PrefetchKeysAsync_fetches_once_and_the_first_token_does_not_wait()
    {
        var scene = new TokenScene(server);
        (await scene.Validator.PrefetchKeysAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await scene.Validator.PrefetchKeysAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();

        scene.Issuer.KeyRequests.ShouldBe(1);
        var pending = scene.Validator.ValidateAsync(scene.Valid().Build(), TestContext.Current.CancellationToken);
        pending.IsCompleted.ShouldBeTrue();
        (await pending).IsValid.ShouldBeTrue();
        scene.Issuer.KeyRequests.ShouldBe(1);
    }

    [Fact]
    public async Task PrefetchKeysAsync_names_the_issuers_whose_keys_cannot_be_had()
    {
        var scene = new TokenScene(server);
        scene.Options.Issuers["down"] = new IssuerOptions { Issuer = "https://127.0.0.1:1/", Audiences = { TokenScene.Audience } };
        var validator = TokenValidator.Create(scene.Options, scene.Clock);

        (await validator.PrefetchKeysAsync(TestContext.Current.CancellationToken)).ShouldBe(["down"]);
        (await validator.ValidateAsync(scene.Valid().Build(), TestContext.Current.CancellationToken)).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task PrefetchKeysAsync_cancelled_leaves_the_fetch_to_those_who_come_later()
    {
        var scene = new TokenScene(server);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await scene.Validator.PrefetchKeysAsync(cancelled.Token));
        await scene.AcceptAsync(scene.Valid());
        scene.Issuer.KeyRequests.ShouldBe(1);
    }
}
