namespace MeshFunctions.Outbound;

/// <summary>What one resource asked for last, and how often it may ask for something else: each new demand costs a request for a token and a place among those that are kept.</summary>
internal sealed class AskedAuthority(TimeProvider time)
{
    private const int Most = 3;
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private volatile string? _last;
    private int _left = Most;
    private long _since = time.GetTimestamp();

    public string? Last => _last;

    /// <summary>False where the resource has asked for new claims too often; what it asked for last stays.</summary>
    public bool TryRemember(string claims)
    {
        lock (_gate)
        {
            if (string.Equals(_last, claims, StringComparison.Ordinal))
            {
                return true;
            }

            var back = (int)Math.Min(Most - _left, time.GetElapsedTime(_since) / Back);
            _left += back;
            _since = _left == Most ? time.GetTimestamp() : _since + (long)(back * Back.TotalSeconds * time.TimestampFrequency);
            if (_left == 0)
            {
                return false;
            }

            _left--;
            _last = claims;
            return true;
        }
    }

    public void Forget(string claims)
    {
        lock (_gate)
        {
            _last = string.Equals(_last, claims, StringComparison.Ordinal) ? null : _last;
        }
    }
}
