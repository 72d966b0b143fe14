using System.Net.Sockets;
using System.Text;

namespace Worker.Tests.Hosting;

/// <summary>Sends bytes that HttpClient would not.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request of the given lines and reads until the server closes; without a body its length is the caller's to say.</summary>
    public static async Task<string> SendAsync(RunningHost host, string? body, params string[] lines)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port, cancellationToken);
        await using var stream = client.GetStream();
        string[] length = body is null ? [] : [$"Content-Length: {body.Length}"];
        var text = string.Join("\r\n", [.. lines, .. length, "Host: localhost", "Connection: close", "", body ?? ""]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
