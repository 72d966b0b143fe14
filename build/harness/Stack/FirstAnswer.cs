using System.Net;

namespace Harness.Stack;

/// <summary>Waits for a server that has just been started.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is <paramref name="expected"/>; ends with what <paramref name="throwIfEnded"/> throws.</summary>
    public static async Task WaitAsync(
        HttpClient client,
        string path,
        HttpStatusCode expected,
        Action throwIfEnded,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            throwIfEnded();
            try
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
                if (response.StatusCode == expected)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }
}
