using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>
/// What checks access tokens for PostgreSQL, as Entra's own check does in the cloud's: an LDAP server (RFC 4511) of which only the simple bind is there, and whose passwords are tokens.
/// </summary>
internal sealed class TokenDirectory : IAsyncDisposable
{
    private static readonly Asn1Tag BindRequest = new(TagClass.Application, 0, isConstructed: true);
    private static readonly Asn1Tag BindResponse = new(TagClass.Application, 1, isConstructed: true);
    private static readonly Asn1Tag Simple = new(TagClass.ContextSpecific, 0);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, int> _tokens = new(StringComparer.Ordinal);
    private readonly Task _serving;
    private int _refused;

    public TokenDirectory()
    {
        _listener.Start(64);
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether the token of a name is good; nobody's at first.</summary>
    public Func<string, string, ValueTask<bool>> Check { get; set; } = static (_, _) => ValueTask.FromResult(false);

    /// <summary>How often each token was accepted.</summary>
    public IReadOnlyDictionary<string, int> Accepted => _tokens;

    public int Refused => _refused;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(CancellationToken.None));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } message)
            {
                return;
            }

            await stream.WriteAsync(await BindAsync(message));
            while (await ReadAsync(stream) is not null)
            {
                // It says good-bye.
            }
        }
    }

    private async Task<byte[]> BindAsync(byte[] message)
    {
        var envelope = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
        var id = envelope.ReadInteger();
        var bind = envelope.ReadSequence(BindRequest);
        bind.ReadInteger();
        var name = Encoding.UTF8.GetString(bind.ReadOctetString());
        var token = Encoding.UTF8.GetString(bind.ReadOctetString(Simple));
        var isGood = await Check(name, token);
        if (isGood)
        {
            _tokens.AddOrUpdate(token, 1, static (_, times) => times + 1);
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }

        var answer = new AsnWriter(AsnEncodingRules.BER);
        using (answer.PushSequence())
        {
            answer.WriteInteger(id);
            using (answer.PushSequence(BindResponse))
            {
                answer.WriteEnumeratedValue(isGood ? DirectoryResult.Success : DirectoryResult.InvalidCredentials);
                answer.WriteOctetString([]);
                answer.WriteOctetString([]);
            }
        }

        return answer.Encode();
    }

    // One value of BER with its tag and length; null at the end.
    private static async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[16 * 1024];
        for (var length = 0; ;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                return null;
            }

            length += read;
            if (AsnDecoder.TryReadEncodedValue(buffer.AsSpan(0, length), AsnEncodingRules.BER, out _, out _, out _, out var consumed))
            {
                return buffer[..consumed];
            }
        }
    }
}
