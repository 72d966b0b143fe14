using System.Net;
using Harness.Requests;

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
        while (await AskAsync(client, path, throwIfEnded, cancellationToken) is not { } answer || answer.Status != expected)
        {
            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    /// <summary>Asks until the app knows the hop: one that takes assertions once refuses those of its first seconds, and answers all the same.</summary>
    public static async Task ProvenAsync(HttpClient client, string path, Action throwIfEnded, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        while (await AskAsync(client, path, throwIfEnded, cancellationToken) is not { Status: HttpStatusCode.OK } answer || !WhoAmI.Parse(answer).Proven)
        {
            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    // Null where nobody listens yet.
    private static async Task<Answer?> AskAsync(HttpClient client, string path, Action throwIfEnded, CancellationToken cancellationToken)
    {
        throwIfEnded();
        try
        {
            return await Ask.GetAsync(client, new Uri(path, UriKind.Relative), [], cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
