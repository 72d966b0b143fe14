using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

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

    [Fact]
    public void Due_of_a_token_without_an_end_does_not_overflow() =>
        LeaseRenewal.Due(Now, DateTimeOffset.MaxValue, null).ShouldBeGreaterThan(Now);
}
