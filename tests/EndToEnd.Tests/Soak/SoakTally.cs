using System.Collections.Concurrent;
using System.Globalization;

namespace EndToEnd.Tests.Soak;

/// <summary>What was asked, what was rotated, and each failure with its reason.</summary>
internal sealed class SoakTally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _signingKeys = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>How many signing keys there were among the tokens.</summary>
    public int SigningKeys => _signingKeys.Count;

    public int Of(string what) => _counts.GetValueOrDefault(what);

    public void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    public void SignedBy(string keyId) => _signingKeys[keyId] = true;

    public void Fail(string what, string reason) => Failures.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {what}: {reason}"));

    public override string ToString() =>
        $"{string.Join(", ", _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")))}; signing keys {SigningKeys}";
}
