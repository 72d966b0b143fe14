using MeshFunctions.Diagnostics;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// The public keys of one hop, from a file that is looked at again at most once a second, by content, so that no way of replacing it is missed. What cannot
/// be read, or holds no usable key, leaves the keys before in use, for 24 hours at most, and is logged once; a set that says that there are no keys (<c>{"keys":[]}</c>) takes them back.
/// </summary>
internal sealed class AssertionKeys
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _hop;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly KeySetFile _file;

    private volatile KeySet? _keys;
    private string? _loggedFailure;
    private long _looked;
    private long _good;

    /// <summary>Reads the file, too.</summary>
    public AssertionKeys(string hop, HopOptions options, TimeProvider clock, MeshMeters meters, ILogger logger)
    {
        _hop = hop;
        _clock = clock;
        _logger = logger;
        _file = new KeySetFile(
            options.KeysFile ?? throw new ArgumentException("The hop names the file with its keys.", nameof(options)),
            new KeySetReader(new KeyBinding(options.Issuer!), refusal => meters.TokenKeyRefused(Enum.GetName(refusal) ?? nameof(KeyRefusal.Malformed))));
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

        // A file that is gone for that long is no mistake any more.
        return _clock.GetElapsedTime(Volatile.Read(ref _good)) < HeldKeys.MaxAge ? _keys : null;
    }

    private void Look()
    {
        Volatile.Write(ref _looked, _clock.GetTimestamp());
        var read = _file.Read();
        if (read.Keys is not null || read.Failure == KeyFetchFailure.NoKeys)
        {
            Volatile.Write(ref _good, _clock.GetTimestamp());
        }

        if (read.Failure == KeyFetchFailure.NoKeys)
        {
            // Somebody took them back.
            _keys = KeySet.Empty;
            Complain(nameof(KeyFetchFailure.NoKeys));
        }
        else if (read.Keys is null)
        {
            Complain(read.Cause?.GetType().Name ?? read.Failure.ToString());
        }
        else if (!ReferenceEquals(read.Keys, _keys) || _loggedFailure is not null)
        {
            _keys = read.Keys;
            _loggedFailure = null;
            TrustLog.HopKeysRead(_logger, _hop, read.Keys.Count);
        }
    }

    private void Complain(string failure)
    {
        if (!string.Equals(_loggedFailure, failure, StringComparison.Ordinal))
        {
            _loggedFailure = failure;
            TrustLog.HopKeysUnusable(_logger, _hop, failure);
        }
    }
}
