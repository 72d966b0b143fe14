namespace Cloud.Tests.Vault;

public sealed class SecretStoreTests
{
    [Fact]
    public async Task Add_twice_in_one_second_gives_two_times_so_that_the_newest_is_known()
    {
        await using var cloud = await CloudFixture.StartAsync(new FakeClock());
        var first = cloud.Host.Secrets.Add("new", "one");
        var second = cloud.Host.Secrets.Add("new", "two");
        second.Created.ShouldBe(first.Created + 1);
        first.Id.ShouldMatch("^[0-9a-f]{32}$");
        cloud.Host.Secrets.Find("new", version: null).ShouldBe(second);
    }

    [Fact]
    public async Task Add_with_a_bad_name_throws_and_unknown_versions_are_not_there()
    {
        await using var cloud = await CloudFixture.StartAsync();
        Should.Throw<ArgumentException>(() => cloud.Host.Secrets.Add("a_b", "value"));
        Should.Throw<ArgumentException>(() => cloud.Host.Secrets.Add(new string('a', 128), "value"));
        cloud.Host.Secrets.SetEnabled("hop-key-orders", "none", enabled: false).ShouldBeFalse();
        cloud.Host.Secrets.SetEnabled("none", "none", enabled: false).ShouldBeFalse();
        cloud.Host.Secrets.Remove("hop-key-orders").ShouldBeTrue();
        cloud.Host.Secrets.Find("hop-key-orders", version: null).ShouldBeNull();
    }

    [Fact]
    public async Task Version_printed_shows_no_value()
    {
        await using var cloud = await CloudFixture.StartAsync();
        cloud.Host.Secrets.Versions("hop-key-orders")[0].ToString().ShouldNotContain(CloudBuilder.OldKey);
    }
}
