using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>A server that says whatever a test wants it to say, right or wrong, and remembers what it was asked.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;

    public StubServer(EndPoint address)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(address);
        _listener.Listen();
        _serving = ServeAsync();
    }

    /// <summary>Status and header lines of the next answers.</summary>
    public IReadOnlyList<string> Answer { get; set; } = ["204 No Content"];

    /// <summary>Heads of the requests that came, in their order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public void Forget() => _requests.Clear();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using Socket client = await _listener.AcceptAsync(_end.Token);
                await AnswerAsync(client);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        await using NetworkStream stream = new(client);
        using StreamReader reader = new(stream, Encoding.Latin1);
        StringBuilder head = new();
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
        {
            head.Append(line).Append('\n');
        }

        _requests.Enqueue(head.ToString());
        string length = Answer[0].StartsWith("204", StringComparison.Ordinal) ? "" : "Content-Length: 0\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {string.Join("\r\n", Answer)}\r\n{length}Connection: close\r\n\r\n"), _end.Token);
    }
}
