using System.Security.Cryptography;

namespace LocalCloud.Sts;

/// <summary>The credentials that STS handed out, the newest thousand.</summary>
public sealed class StsSessions
{
    private const int MaximumSessions = 1000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly Lock _lock = new();
    private readonly List<StsSession> _sessions = [];

    internal StsSessions()
    {
    }

    /// <summary>All sessions now, oldest first.</summary>
    /// <returns>A copy.</returns>
    public IReadOnlyList<StsSession> ToList()
    {
        lock (_lock)
        {
            return [.. _sessions];
        }
    }

    internal StsSession Begin(string account, string role, string name, string? policy, DateTimeOffset expiresAt)
    {
        var session = new StsSession(
            account,
            role,
            name,
            "ASIA" + RandomNumberGenerator.GetString(Base32, 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(192)),
            policy,
            expiresAt);
        lock (_lock)
        {
            _sessions.Add(session);
            if (_sessions.Count > MaximumSessions)
            {
                _sessions.RemoveAt(0);
            }
        }

        return session;
    }

    internal StsSession? Find(string accessKeyId)
    {
        lock (_lock)
        {
            return _sessions.Find(session => string.Equals(session.AccessKeyId, accessKeyId, StringComparison.Ordinal));
        }
    }
}
