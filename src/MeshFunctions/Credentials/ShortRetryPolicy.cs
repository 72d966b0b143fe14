using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MeshFunctions.Credentials;

/// <summary>
/// Retries what may be over in a moment, twice. A service that asks for a longer rest is not waited for: the lease in hand serves on, and the pause
/// after a failed fetch honours what was asked.
/// </summary>
internal sealed class ShortRetryPolicy(TimeSpan? first = null)
    : RetryPolicy(maxRetries: 2, DelayStrategy.CreateExponentialDelayStrategy(first ?? TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(2)))
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !AsksForMore(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        AsksForMore(message) ? ValueTask.FromResult(false) : base.ShouldRetryAsync(message, exception);

    private static bool AsksForMore(HttpMessage message)
    {
        if (!message.HasResponse || RetryHeaders.Read(message.Response.Headers) is not { } text)
        {
            return false;
        }

        RetryAdvice.Note(text);
        return !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && TimeSpan.FromSeconds(seconds) <= Longest);
    }
}
