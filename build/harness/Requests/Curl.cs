using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Harness.Requests;

/// <summary>
/// Requests as a forger sends them, by the curl program: headers on lines of their own however often they occur, any bytes in their values, and exactly the
/// version of HTTP that is asked for. .NET's own client joins and checks them.
/// </summary>
internal static class Curl
{
    private const string Separator = "\n--status--";

    /// <summary>Sends a GET. Each character of a header is one byte.</summary>
    /// <param name="url">The address; always of this machine.</param>
    /// <param name="caFile">The CA that the server's certificate must be of; null for plain HTTP.</param>
    /// <param name="version">HTTP/1.1 or HTTP/2.</param>
    /// <param name="headers">The headers, in order.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <param name="socket">The Unix socket on which the server listens; null for the port of the address.</param>
    /// <exception cref="InvalidOperationException">There was no answer, or one by another version.</exception>
    public static async Task<Answer> GetAsync(
        Uri url,
        string? caFile,
        Version version,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken,
        string? socket = null)
    {
        ProcessStartInfo start = new("curl", ["--config", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("curl could not be started");
        try
        {
            if (socket is not null)
            {
                await process.StandardInput.WriteLineAsync($"unix-socket = {Quoted(socket)}".AsMemory(), cancellationToken);
            }

            await process.StandardInput.WriteAsync(Configuration(url, caFile, version, headers).AsMemory(), cancellationToken);
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? Parse(output, version)
                : throw new InvalidOperationException($"curl ended with {process.ExitCode}: {(await error).Trim()}");
        }
        catch
        {
            End(process);
            throw;
        }
    }

    private static string Configuration(Uri url, string? caFile, Version version, IEnumerable<KeyValuePair<string, string>> headers)
    {
        StringBuilder text = new();
        text.AppendLine("silent").AppendLine("show-error").AppendLine("path-as-is").AppendLine("noproxy = \"*\"").AppendLine("max-time = 20");
        text.AppendLine(version == HttpVersion.Version20 ? "http2" : "http1.1");
        text.Append(CultureInfo.InvariantCulture, $"url = {Quoted(url.AbsoluteUri)}\n");
        text.Append(CultureInfo.InvariantCulture, $"write-out = {Quoted(Separator + " %{http_version} %{http_code}")}\n");
        if (caFile is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"cacert = {Quoted(caFile)}\n");
        }

        foreach ((string name, string value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"header = {Quoted($"{name}: {value}")}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static Answer Parse(string output, Version version)
    {
        int end = output.LastIndexOf(Separator, StringComparison.Ordinal);
        string[] said = output[(end + Separator.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string expected = version == HttpVersion.Version20 ? "2" : "1.1";
        return string.Equals(said[0], expected, StringComparison.Ordinal)
            ? new Answer((HttpStatusCode)int.Parse(said[1], CultureInfo.InvariantCulture), output[..end], Challenge: null, RequestIdHeader: null)
            : throw new InvalidOperationException($"The answer came by HTTP/{said[0]}");
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
