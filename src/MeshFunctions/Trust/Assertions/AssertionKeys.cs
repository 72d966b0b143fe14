using MeshFunctions.Diagnostics;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// The public keys of one hop, from a file that is looked at again at most once a second, by content, so that no way of replacing it is missed. What cannot
/// be read, or holds no usable key, leaves the keys before in use and is logged once.
/// </summary>
internal sealed class AssertionKeys
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _hop;
    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly KeySetReader _reader;

    private volatile KeySet? _keys;
    private byte[]? _content;
    private string? _loggedFailure;
    private long _looked;

    /// <summary>Reads the file, too.</summary>
    public AssertionKeys(string hop, HopOptions options, TimeProvider clock, MeshMeters meters, ILogger logger)
    {
        _hop = hop;
        _file = options.KeysFile ?? throw new ArgumentException("The hop names the file with its keys.", nameof(options));
        _clock = clock;
        _logger = logger;
        _reader = new KeySetReader(
            new KeyBinding(options.Issuer!) { Curves = [EllipticCurve.P256, EllipticCurve.P384, EllipticCurve.P521] },
            refusal => meters.TokenKeyRefused(Enum.GetName(refusal) ?? nameof(KeyRefusal.Malformed)));
        Look();
    }

    /// <summary>The keys as they are now; null where the file never held any.</summary>
    public KeySet? Current()
    {
        if (_clock.GetElapsedTime(Volatile.Read(ref _looked)) >= Interval && _gate.TryEnter())
        {
            try
            {
                Look();
            }
            finally
            {
                _gate.Exit();
            }
        }

        return _keys;
    }

    private void Look()
    {
        Volatile.Write(ref _looked, _clock.GetTimestamp());
        try
        {
            var content = Read();
            if (_content is null || !content.AsSpan().SequenceEqual(_content))
            {
                _content = content;
                Take(content);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _content = null;
            Complain(failure.GetType().Name);
        }
    }

    private void Take(byte[] content)
    {
        if (_reader.Read(content) is not { } keys)
        {
            Complain("no usable key");
            return;
        }

        _keys = keys;
        _loggedFailure = null;
        TrustLog.HopKeysRead(_logger, _hop, keys.Count);
    }

    private void Complain(string failure)
    {
        if (!string.Equals(_loggedFailure, failure, StringComparison.Ordinal))
        {
            _loggedFailure = failure;
            TrustLog.HopKeysUnusable(_logger, _hop, failure);
        }
    }

    private byte[] Read()
    {
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > MaxLength)
        {
            throw new IOException("The file is too large to be a key set.");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
