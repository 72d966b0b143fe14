using System.Globalization;
using MeshFunctions.Credentials;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Properties;

public sealed class RetryHeadersProperties
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_milliseconds_never_throws_and_what_it_gives_is_as_long_at_least() => PropertyRun.Check(
        static text =>
        {
            using var answer = new StubResponse(429, null, ("retry-after-ms", text));
            if (RetryHeaders.Read(answer.Headers) is not { } seconds)
            {
                return false;
            }

            var asked = Math.Min(decimal.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), int.MaxValue);
            RetryHeaders.Parse(seconds, Now).ShouldNotBeNull().TotalMilliseconds.ShouldBeInRange((double)asked, (double)asked + 999);
            return true;
        },
        ["0", "1", "999", "1000", "60000", "2147483647"],
        "-", ".", " ", "9", "0", "1e9");

    [Fact]
    public void Parse_never_throws() => PropertyRun.Check(
        static text => RetryHeaders.Parse(text, Now) is not null,
        ["0", "120", "3600", "Sun, 01 Mar 2026 12:02:00 GMT", "Sunday, 01-Mar-26 12:02:00 GMT"],
        "-", ",", " ", "9", "GMT", "Mon");
}
