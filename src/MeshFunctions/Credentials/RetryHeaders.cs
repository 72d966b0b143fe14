using System.Globalization;
using System.Net.Http.Headers;
using Azure.Core;

namespace MeshFunctions.Credentials;

/// <summary>When a service wants to be asked again, by all the headers that Azure's SDK heeds: <c>Retry-After</c> (RFC 9110 §10.2.3) and two in milliseconds.</summary>
internal static class RetryHeaders
{
    private const string Stated = "Retry-After";
    private const long MillisecondsInSecond = 1000;
    private const long MostMilliseconds = int.MaxValue;

    /// <summary>The longest of them, in the syntax of <c>Retry-After</c>, rounded up to seconds; null where there is none.</summary>
    public static string? Read(ResponseHeaders headers)
    {
        var stated = headers.TryGetValue(Stated, out var text) ? text : null;
        return Longer(Seconds(headers, "retry-after-ms"), Seconds(headers, "x-ms-retry-after-ms")) is not { } seconds || Outlasts(stated, seconds)
            ? stated
            : seconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What such a text asks for; null where it is none.</summary>
    public static TimeSpan? Parse(string? text, DateTimeOffset now) =>
        RetryConditionHeaderValue.TryParse(text, out var value) ? value.Delta ?? value.Date - now : null;

    private static long? Seconds(ResponseHeaders headers, string name) =>
        headers.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? (Math.Min(milliseconds, MostMilliseconds) + MillisecondsInSecond - 1) / MillisecondsInSecond
            : null;

    private static long? Longer(long? left, long? right) => !(left >= right) ? right ?? left : left;

    // A date is taken for the longer: who writes one means more than moments.
    private static bool Outlasts(string? stated, long seconds) =>
        RetryConditionHeaderValue.TryParse(stated, out var value) && !(value.Delta < TimeSpan.FromSeconds(seconds));
}
