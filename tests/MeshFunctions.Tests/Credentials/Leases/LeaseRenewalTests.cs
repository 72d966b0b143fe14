using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Tests.Credentials.Leases;

public sealed class LeaseRenewalTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3600, null, 1800)]
    [InlineData(86400, null, 43200)]
    [InlineData(480, null, 180)]
    [InlineData(330, null, 30)]
    [InlineData(200, null, 30)]
    [InlineData(20, null, 10)]
    [InlineData(3600, 600, 600)]
    [InlineData(3600, -600, 30)]
    [InlineData(3600, 3600, 1800)]
    [InlineData(3600, 7200, 1800)]
    public void Due_is_refresh_on_else_half_life_else_five_minutes_before_the_end(int life, int? refresh, int expected) =>
        (LeaseRenewal.Due(Now, Now.AddSeconds(life), refresh is { } seconds ? Now.AddSeconds(seconds) : null) - Now)
            .ShouldBe(TimeSpan.FromSeconds(expected));

    [Theory]
    [InlineData(3600, null, 1980)]
    [InlineData(3600, 600, 900)]
    [InlineData(3600, 3500, 3510)]
    [InlineData(86400, null, 43500)]
    [InlineData(20, null, 11)]
    public void Due_jitter_puts_it_off_by_a_tenth_of_what_is_left_five_minutes_at_most_and_never_brings_it_forward(int life, int? refresh, int latest) =>
        (LeaseRenewal.Due(Now, Now.AddSeconds(life), refresh is { } seconds ? Now.AddSeconds(seconds) : null, jitter: 1) - Now)
            .ShouldBe(TimeSpan.FromSeconds(latest));

    [Fact]
    public void Jitter_is_from_0_to_less_than_1_and_not_the_same_again()
    {
        var drawn = Enumerable.Range(0, 1000).Select(static _ => LeaseJitter.Random()).ToArray();

        drawn.ShouldAllBe(value => value >= 0 && value < 1);
        drawn.Distinct().Count().ShouldBeGreaterThan(900);
    }

    [Fact]
    public void Due_of_a_token_without_an_end_does_not_overflow() =>
        LeaseRenewal.Due(Now, DateTimeOffset.MaxValue, null).ShouldBeGreaterThan(Now);
}
