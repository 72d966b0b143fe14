using Azure;

namespace MeshFunctions.Credentials.Leases;

/// <summary>How long a failed fetch keeps the next one waiting.</summary>
internal static class LeasePause
{
    private const int Depth = 8;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDoubled = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    /// <summary>One second, doubled by each failure in a row up to 32; a longer one that the source asks for (<see cref="RetryHeaders"/>) is honoured up to an hour.</summary>
    public static TimeSpan After(Exception failure, int failures, DateTimeOffset now)
    {
        var doubled = Shortest * Math.Pow(2, Math.Min(failures - 1, 5));
        var asked = RetryAfter(failure, now) ?? TimeSpan.Zero;
        return Max(Min(doubled, LongestDoubled), Min(asked, LongestAsked));
    }

    private static TimeSpan? RetryAfter(Exception? failure, DateTimeOffset now)
    {
        if (failure is IRetryAfter { RetryAfter: { } asked })
        {
            return asked;
        }

        for (var depth = 0; failure is not null && depth < Depth; failure = failure.InnerException, depth++)
        {
            var headers = failure is RequestFailedException refused ? refused.GetRawResponse()?.Headers : null;
            if ((headers is { } stated ? RetryHeaders.Parse(RetryHeaders.Read(stated), now) : null) is { } advised)
            {
                return advised;
            }

            if (RetryHeaders.Parse(failure.Data[RetryAdvice.Key] as string, now) is { } noted)
            {
                return noted;
            }
        }

        return null;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
