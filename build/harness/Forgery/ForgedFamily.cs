namespace Harness.Forgery;

/// <summary>What a forger sends to be taken for somebody: the headers of one family, each well-formed.</summary>
internal sealed record ForgedFamily(string Name, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public override string ToString() => Name;
}
