using Azure;
using Azure.Identity;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Tests.Credentials.Leases;

public sealed class LeasePauseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(6, 32)]
    [InlineData(1_000_000, 32)]
    public void After_failures_without_advice_doubles_up_to_32_seconds(int failures, int seconds) =>
        LeasePause.After(new TimeoutException(), failures, Now).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("120", 120)]
    [InlineData("3600", 3600)]
    [InlineData("999999", 3600)]
    [InlineData("Sun, 01 Mar 2026 12:02:00 GMT", 120)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 1)]
    [InlineData("0", 1)]
    [InlineData("-5", 1)]
    [InlineData("soon", 1)]
    public void After_retry_after_is_honoured_within_an_hour(string header, int seconds)
    {
        using var answer = new StubResponse(429, header);
        var failure = new AuthenticationFailedException("outer", new RequestFailedException(answer));

        LeasePause.After(failure, 1, Now).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("retry-after-ms", "120000", null, 120)]
    [InlineData("x-ms-retry-after-ms", "120000", null, 120)]
    [InlineData("Retry-After-Ms", "119001", null, 120)]
    [InlineData("retry-after-ms", "99999999999", null, 3600)]
    [InlineData("retry-after-ms", "999999999999999999999", null, 1)]
    [InlineData("retry-after-ms", "-120000", null, 1)]
    [InlineData("retry-after-ms", "120000", "5", 120)]
    [InlineData("retry-after-ms", "5000", "120", 120)]
    [InlineData("retry-after-ms", "5000", "Sun, 01 Mar 2026 12:02:00 GMT", 120)]
    [InlineData("retry-after-ms", "5000", "soon", 5)]
    [InlineData("x-other-ms", "120000", null, 1)]
    public void T62_after_the_longest_advice_of_all_headers_is_honoured(string name, string value, string? retryAfter, int seconds)
    {
        using var answer = new StubResponse(429, retryAfter, (name, value));

        LeasePause.After(new RequestFailedException(answer), 1, Now).ShouldBe(TimeSpan.FromSeconds(seconds));
    }
}
