using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MeshFunctions.Credentials.Leases;

/// <summary>
/// What is made of files that an agent replaces as it likes: by renaming, by moving a link (Kubernetes' <c>..data</c>), one after the other, in pieces. The
/// contents are looked at when the lease is used, at most twice a second: no timer a file, and no watcher, which sees nothing of a link that moves above
/// the file, nor of most mounted volumes. Times of files are not believed either. What two looks find alike is settled and, if it is whole, in force; until
/// then, and whatever happens to the files, what was taken before is.
/// </summary>
internal abstract class FileLease<T>(TimeProvider time, params string[] files)
    where T : class
{
    /// <summary>Time between two looks while what is held holds.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest file that is read, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    private readonly Lock _gate = new();
    private byte[] _taken = [];
    private byte[]? _seen;
    private bool _complained;
    private long _complainedAt;
    private string? _why;
    private long _nextLook = long.MinValue;
    private volatile T? _current;

    /// <summary>When it was looked at for the last time, as a timestamp of the clock.</summary>
    public long LastLook => Volatile.Read(ref _nextLook);

    protected TimeProvider Time => time;

    /// <summary>What is in force; null where nothing ever was, and why not.</summary>
    public T? Current(out string? why)
    {
        if (_current is not { } current || !Holds(current) || time.GetTimestamp() >= Volatile.Read(ref _nextLook))
        {
            Look();
        }

        why = Volatile.Read(ref _why);
        return _current;
    }

    /// <summary>Makes the value of the contents, which are in the order of the files and are overwritten afterwards; null with the reason where they are no good.</summary>
    protected abstract T? Make(IReadOnlyList<byte[]> contents, T? current, out string? why);

    /// <summary>Whether the value may still be used; where not, files that are whole take its place at once.</summary>
    protected abstract bool Holds(T value);

    /// <summary>Tells that a value is in force from now on.</summary>
    protected abstract void Taken(T value);

    /// <summary>How long after it was told that the files are no good it is told again; never, where null.</summary>
    protected virtual TimeSpan? Reminder => null;

    /// <summary>Tells, once until the files are good again or <see cref="Reminder"/> is over, that they are not and that the value before stays in force.</summary>
    protected abstract void Refused(string why);

    private void Look()
    {
        // A look under way suffices for everybody who has something to go on with.
        if (_current is null)
        {
            _gate.Enter();
        }
        else if (!_gate.TryEnter())
        {
            return;
        }

        List<byte[]> contents = [];
        try
        {
            var why = Read(contents);
            Weigh(contents, why);
            Volatile.Write(ref _nextLook, time.GetTimestamp() + (long)(Interval.TotalSeconds * time.TimestampFrequency));
        }
        finally
        {
            contents.ForEach(static content => CryptographicOperations.ZeroMemory(content));
            _gate.Exit();
        }
    }

    private void Weigh(List<byte[]> contents, string? why)
    {
        var digest = why is null ? Digest(contents) : [];
        if (why is null && digest.AsSpan().SequenceEqual(_taken))
        {
            (_seen, _complained, _why) = (digest, false, null);
            return;
        }

        var settled = (_seen is { } seen && digest.AsSpan().SequenceEqual(seen)) || _current is not { } current || !Holds(current);
        _seen = digest;
        var value = why is null ? Make(contents, _current, out why) : null;
        if (!settled)
        {
            return;
        }

        _why = why;
        if (value is not null)
        {
            (_taken, _current, _complained, _why) = (digest, value, false, null);
            Taken(value);
        }
        else if (_current is not null && (!_complained || time.GetElapsedTime(_complainedAt) >= Reminder))
        {
            (_complained, _complainedAt) = (true, time.GetTimestamp());
            Refused(why!);
        }
    }

    private string? Read(List<byte[]> contents)
    {
        foreach (var file in files)
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                if (stream.Length > MaxLength)
                {
                    return $"'{file}' is longer than {MaxLength} bytes";
                }

                var content = new byte[stream.Length];
                contents.Add(content);
                stream.ReadExactly(content);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                return $"'{file}' cannot be read ({failure.GetType().Name})";
            }
        }

        return null;
    }

    private static byte[] Digest(List<byte[]> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var content in contents)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
            hash.AppendData(length);
            hash.AppendData(content);
        }

        return hash.GetHashAndReset();
    }
}
