namespace Harness.Forgery;

/// <summary>What a forger sends to be taken for somebody: the headers of one family, each well-formed.</summary>
internal sealed record ForgedFamily(string Name, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const int OversizeLength = 17 * 1024;

    /// <summary>The same headers in another shape; each character of a value is one byte.</summary>
    public IEnumerable<KeyValuePair<string, string>> As(ForgedVariant variant) => variant switch
    {
        ForgedVariant.Plain => Headers,
        ForgedVariant.Doubled => [.. Headers, .. Headers],
        ForgedVariant.Joined => Headers.Select(header => new KeyValuePair<string, string>(header.Key, $"{header.Value},{header.Value}")),
        ForgedVariant.Underscores => Headers.Select(header => new KeyValuePair<string, string>(header.Key.Replace('-', '_'), header.Value)),
        ForgedVariant.OddCase => Headers.Select(header => new KeyValuePair<string, string>(OddCase(header.Key), header.Value)),
        ForgedVariant.EightBit => Headers.Select(header => new KeyValuePair<string, string>(header.Key, $"{header.Value}\u00c3\u00a9")),
        ForgedVariant.Oversize => Headers.Select((header, index) => index == 0 ? new KeyValuePair<string, string>(header.Key, header.Value.PadRight(OversizeLength, 'x')) : header),
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "There is no such shape."),
    };

    public override string ToString() => Name;

    private static string OddCase(string name) =>
        string.Concat(name.Select((letter, index) => index % 2 == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter)));
}
