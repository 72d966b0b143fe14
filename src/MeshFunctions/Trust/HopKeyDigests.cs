using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Credentials;
using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>The SHA-256 of the newest two values of one hop's key, made once for each pair of versions.</summary>
internal sealed class HopKeyDigests
{
    /// <summary>Least length of a key, in bytes.</summary>
    public const int MinKeyLength = 32;

    private readonly string _currentVersion;
    private readonly string? _previousVersion;
    private readonly byte[]? _current;
    private readonly byte[]? _previous;

    public HopKeyDigests(SecretLease lease)
    {
        _currentVersion = lease.Current.Version;
        _previousVersion = lease.Previous?.Version;
        _current = DigestOf(lease.Current);
        _previous = lease.Previous is null ? null : DigestOf(lease.Previous);
    }

    public bool IsUsable => _current is not null || _previous is not null;

    /// <summary>Versions whose values cannot serve as a key: under 32 bytes, or not what a header carries unchanged.</summary>
    public IEnumerable<string> UnusableVersions
    {
        get
        {
            if (_current is null)
            {
                yield return _currentVersion;
            }

            if (_previous is null && _previousVersion is not null)
            {
                yield return _previousVersion;
            }
        }
    }

    public bool IsOf(SecretLease lease) =>
        string.Equals(_currentVersion, lease.Current.Version, StringComparison.Ordinal)
        && string.Equals(_previousVersion, lease.Previous?.Version, StringComparison.Ordinal);

    /// <summary>Whether the digest is that of one of the values. Both are compared, each in fixed time.</summary>
    public bool Match(ReadOnlySpan<byte> digest) => Equal(_current, digest) | Equal(_previous, digest);

    /// <summary>The SHA-256 of a received value in UTF-8, whatever it holds.</summary>
    public static byte[] DigestOf(string value)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        try
        {
            var digest = new byte[SHA256.HashSizeInBytes];
            ThreadSha256.HashData(buffer.AsSpan(0, Encoding.UTF8.GetBytes(value, buffer)), digest);
            return digest;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[]? DigestOf(LeasedSecret secret)
    {
        var value = secret.Reveal();
        return value.Length >= MinKeyLength && !value.AsSpan().ContainsAnyExceptInRange('!', '~') && !value.Contains(',', StringComparison.Ordinal)
            ? DigestOf(value)
            : null;
    }

    private static bool Equal(byte[]? key, ReadOnlySpan<byte> digest) => key is not null && CryptographicOperations.FixedTimeEquals(key, digest);
}
