using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MeshFunctions.Tests.Hosting;

/// <summary>An answer to what <see cref="HttpClient"/> would not send: it joins several lines of one header into one.</summary>
internal sealed record RawHttp(HttpStatusCode Status, string Head, string Body)
{
    /// <summary>Sends a GET with these lines as they are, in UTF-8, and reads until the server closes (HTTP/1.0, so that no body comes in chunks).</summary>
    public static async Task<RawHttp> GetAsync(Uri url, IEnumerable<(string Name, string Value)> headers, string host = "localhost")
    {
        ArgumentNullException.ThrowIfNull(url);
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, cancellation);
        await using var stream = client.GetStream();
        string[] lines = [$"GET {url.PathAndQuery} HTTP/1.0", $"Host: {host}", .. headers.Select(static header => $"{header.Name}: {header.Value}"), "", ""];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(cancellation);
        var parts = answer.Split("\r\n\r\n", 2);
        return new RawHttp((HttpStatusCode)int.Parse(answer.Split(' ')[1], NumberStyles.None, CultureInfo.InvariantCulture), parts[0], parts[1]);
    }
}
