using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Trust.Assertions;

/// <summary>One hop that signs assertions.</summary>
internal sealed class AssertionHop(string name, HopOptions options, AssertionKeys keys)
{
    private readonly byte[] _issuer = Encoding.UTF8.GetBytes(options.Issuer ?? throw new ArgumentException("The hop names its issuer.", nameof(options)));
    private readonly byte[] _audience = Encoding.UTF8.GetBytes(options.Audience ?? throw new ArgumentException("The hop names this app.", nameof(options)));
    private readonly HopTrustResult _nameless = new(new HopTrust.Proven(name, subject: null, options), RetryAfter: null);

    // A hop has one or a few subjects, so that the one before is nearly always the one now.
    private volatile KnownSubject? _last;

    public string Name => name;

    public AssertionKeys Keys => keys;

    public bool OneTime => options.OneTime;

    public ReadOnlySpan<byte> IssuerName => _issuer;

    public bool IsIssuer(JsonValue claim) => claim.Is(_issuer);

    public bool IsAudience(JsonValue claim) => claim.Is(_audience);

    /// <summary>The hop, proven, under the subject that its assertion names, if any.</summary>
    public HopTrustResult Proven(JsonValue subject)
    {
        if (!subject.Exists)
        {
            return _nameless;
        }

        if (_last is { } last && subject.Is(last.Utf8))
        {
            return last.Proven;
        }

        var proven = new HopTrustResult(new HopTrust.Proven(name, subject.GetString(), options), RetryAfter: null);
        _last = new KnownSubject(subject.GetBytes(), proven);
        return proven;
    }

    private sealed record KnownSubject(byte[] Utf8, HopTrustResult Proven);
}
