using LocalCloud.Keys;
using LocalCloud.Tokens;

namespace Cloud.Tests.Keys;

public sealed class KeyRingTests
{
    [Fact]
    public async Task Rotate_ahead_publishes_at_once_and_signs_later()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        var ring = cloud.Host.Keys(CloudIssuer.Oidc);
        var first = ring.Current.KeyId;
        var second = ring.Rotate(TimeSpan.FromSeconds(30));

        (ring.Published[0].Key.KeyId, ring.Published[1].Key.KeyId, ring.Published.Count).ShouldBe((first, second, 2));
        Kid(cloud).ShouldBe(first);
        clock.Advance(TimeSpan.FromSeconds(29));
        Kid(cloud).ShouldBe(first);
        clock.Advance(TimeSpan.FromSeconds(1));
        Kid(cloud).ShouldBe(second);
        ring.Published.Count.ShouldBe(2, "the old key verifies the tokens that it signed");
    }

    [Fact]
    public async Task Rotate_many_times_keeps_a_bounded_set_with_the_signer_in_it()
    {
        var clock = new FakeClock();
        await using var cloud = await CloudFixture.StartAsync(clock);
        var ring = cloud.Host.Keys(CloudIssuer.Oidc);
        var signer = ring.Current.KeyId;
        for (var i = 0; i < 3 * KeyRing.MaximumKeys; i++)
        {
            ring.Rotate(TimeSpan.FromHours(1));
        }

        ring.Published.Count.ShouldBe(KeyRing.MaximumKeys);
        ring.Current.KeyId.ShouldBe(signer);
        ring.Published[0].Key.KeyId.ShouldBe(signer);
        clock.Advance(TimeSpan.FromHours(1));
        ring.Current.ShouldBe(ring.Published[^1].Key);
    }

    [Fact]
    public async Task Publish_and_Withdraw_change_the_set_but_not_the_signer()
    {
        await using var cloud = await CloudFixture.StartAsync();
        var ring = cloud.Host.Keys(CloudIssuer.Oidc);
        using var key = SigningKey.Create("PS384", "mine");
        ring.Publish(key);
        ring.Current.ShouldNotBe(key);
        (await cloud.GetAsync("/oidc/keys")).Json.GetProperty("keys").GetArrayLength().ShouldBe(2);
        ring.Withdraw("mine").ShouldBeTrue();
        ring.Withdraw("mine").ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => ring.Withdraw(ring.Current.KeyId));
        ring.PublishRaw(new() { ["kty"] = "??" });
        (await cloud.GetAsync("/oidc/keys")).Json.GetProperty("keys")[1].GetProperty("kty").GetString().ShouldBe("??");
    }

    [Theory]
    [InlineData("RS256", 256)]
    [InlineData("RS512", 256)]
    [InlineData("PS256", 256)]
    [InlineData("ES256", 64)]
    [InlineData("ES384", 96)]
    [InlineData("ES512", 132)]
    public void Sign_gives_a_signature_of_the_algorithm_s_length_that_verifies(string algorithm, int length)
    {
        using var key = SigningKey.Create(algorithm);
        var signature = key.Sign("data"u8);
        signature.Length.ShouldBe(length);
        key.Verify("data"u8, signature).ShouldBeTrue();
        key.Verify("Data"u8, signature).ShouldBeFalse();
        key.ToJwk()["alg"]!.GetValue<string>().ShouldBe(algorithm);
    }

    [Fact]
    public void Create_of_an_unknown_algorithm_throws() =>
        Should.Throw<ArgumentOutOfRangeException>(static () => SigningKey.Create("HS256").Dispose());

    private static string? Kid(CloudFixture cloud) => Jws.Header(cloud.Host.Mint()).GetProperty("kid").GetString();
}
