namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Values of <c>kid</c> that a fresh key set did not have: for one interval they are not worth another refresh. At most
/// <see cref="Capacity"/> of them; when it is full, the budget alone bounds the refreshes. Not for concurrent use.
/// </summary>
internal sealed class UnknownKeys(TimeSpan interval, TimeProvider clock)
{
    /// <summary>How many are remembered.</summary>
    public const int Capacity = 256;

    private readonly List<(byte[] KeyId, long Since)> _entries = [];

    public bool Contains(ReadOnlySpan<byte> keyId)
    {
        foreach (var (known, since) in _entries)
        {
            if (keyId.SequenceEqual(known) && clock.GetElapsedTime(since) < interval)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(ReadOnlySpan<byte> keyId)
    {
        if (Contains(keyId))
        {
            return;
        }

        _entries.RemoveAll(entry => clock.GetElapsedTime(entry.Since) >= interval);
        if (_entries.Count < Capacity)
        {
            _entries.Add((keyId.ToArray(), clock.GetTimestamp()));
        }
    }
}
