namespace MeshFunctions.Tokens.Keys;

/// <summary>A file with a key set, read by content, so that no way of replacing it is missed. One thread at a time.</summary>
internal sealed class KeySetFile(string path, KeySetReader reader)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>How long what was read is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private byte[]? _content;
    private KeyFetch _read = KeyFetch.Failed(KeyFetchFailure.FileUnreadable);

    /// <summary>The keys as they are now: the same set while the content is the same.</summary>
    public KeyFetch Read()
    {
        try
        {
            var content = ReadContent();
            if (_content is null || !content.AsSpan().SequenceEqual(_content))
            {
                _content = content;
                _read = reader.Read(content) is { } keys
                    ? KeyFetch.Fetched(keys, Lifetime)
                    : KeyFetch.Failed(KeySetReader.IsEmpty(content) ? KeyFetchFailure.NoKeys : KeyFetchFailure.NoUsableKeys);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _content = null;
            _read = KeyFetch.Failed(KeyFetchFailure.FileUnreadable, failure);
        }

        return _read;
    }

    private byte[] ReadContent()
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > MaxLength)
        {
            throw new IOException("The file is too large to be a key set.");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
