using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Headers.Certificates;

/// <summary>
/// A bundle in a PEM file that an agent may replace at any time. Its content is looked at every two seconds (not its time: a mounted secret is a link whose
/// own time never changes) and taken once two looks agree, so that a file that is being written is not. A bad file leaves the bundle before in force.
/// </summary>
internal sealed partial class TrustBundleFile : IDisposable
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private byte[] _taken = [];
    private byte[] _seen = [];
    private bool _complained;
    private volatile TrustBundle? _current;

    public TrustBundleFile(string path, TimeProvider time, ILogger logger)
    {
        _path = path;
        _logger = logger;
        Look(isFirst: true);
        _timer = time.CreateTimer(static state => ((TrustBundleFile)state!).Look(isFirst: false), this, Interval, Interval);
    }

    /// <summary>The newest good bundle; another object after each change. Null where there never was one.</summary>
    public TrustBundle? Current => _current;

    /// <summary>Reads a file once; null where it holds no bundle. Throws what reading a file throws.</summary>
    public static TrustBundle? Read(string path) => Read(path, out _);

    public void Dispose() => _timer.Dispose();

    private static TrustBundle? Read(string path, out byte[] digest)
    {
        if (new FileInfo(path).Length > TrustBundle.MaxLength)
        {
            digest = [];
            return null;
        }

        var content = File.ReadAllBytes(path);
        digest = SHA256.HashData(content);
        return TrustBundle.TryParse(Encoding.Latin1.GetString(content), out var bundle) ? bundle : null;
    }

    private void Look(bool isFirst)
    {
        // A look that takes longer than the interval is not overtaken by the next one.
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            var bundle = Read(_path, out var digest);
            var settled = isFirst || digest.AsSpan().SequenceEqual(_seen);
            _seen = digest;
            if (bundle is null)
            {
                Complain("it holds no PEM bundle of authorities with a root among them");
            }
            else if (digest.AsSpan().SequenceEqual(_taken))
            {
                _complained = false;
            }
            else if (settled)
            {
                (_taken, _current, _complained) = (digest, bundle, false);
                BundleTaken(_logger, _path, bundle.Count);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Complain(exception.GetType().Name);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Complain(string why)
    {
        if (!_complained)
        {
            _complained = true;
            BundleRefused(_logger, _path, why);
        }
    }

    [LoggerMessage(EventIds.TrustBundleTaken, LogLevel.Information, "Trust bundle {File} is in force with {Count} authorities")]
    private static partial void BundleTaken(ILogger logger, string file, int count);

    [LoggerMessage(EventIds.TrustBundleRefused, LogLevel.Error, "Trust bundle {File} cannot be used, the one before stays in force: {Why}")]
    private static partial void BundleRefused(ILogger logger, string file, string why);
}
