using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

/// <summary>One family of identity headers as a hop would set it.</summary>
/// <param name="Name">For theories; the source's name, and a suffix where a family has several forms.</param>
/// <param name="Source">What the hop is configured to set.</param>
/// <param name="Headers">All that the hop sets for <see cref="IdentityFamilies.Web"/>, each name once.</param>
/// <param name="Peer">The name of the peer that these headers make; empty for claims about a user, who is none.</param>
internal sealed record IdentityFamily(string Name, IdentitySource Source, IReadOnlyList<(string Name, string Value)> Headers, string Peer)
{
    /// <summary>Headers that are lists (T07 exempts them).</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>What may stand before the value of a list, from somebody further away; null where the same value may.</summary>
    public string? Before { get; init; }

    /// <summary>Headers without which the others still say the same.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>Values that make the family invalid, put in place of the header's own (or beside the others): header, value, the counter's reason.</summary>
    public IReadOnlyList<(string Header, string Value, string Reason)> Invalid { get; init; } = [];

    /// <summary>The same family for the same workload in a trust domain that is not configured; null where the headers name none (Dapr).</summary>
    public IReadOnlyList<(string Name, string Value)>? Stranger { get; init; }

    /// <summary>The headers for a workload of any SPIFFE id, valid or not; null where the family's ids have another form.</summary>
    public Func<string, (string Name, string Value)[]>? Naming { get; init; }

    /// <summary>What a function sees of <see cref="IdentityFamilies.Web"/>: the peer's name, or the claim that a family of claims makes.</summary>
    public string Shown { get; init; } = Peer;

    /// <summary>The route of a function that demands what the headers make.</summary>
    public string Route { get; init; } = "any-peer";

    /// <summary>Whether the headers tell which certificate the workload showed.</summary>
    public bool TellsCertificate { get; init; } = true;

    /// <summary>Headers that may occur once only.</summary>
    public IEnumerable<(string Name, string Value)> Singletons => Headers.Where(header => !Lists.Contains(header.Name, StringComparer.Ordinal));

    /// <summary>The headers with another value for one of them.</summary>
    public (string Name, string Value)[] With(string name, string value) =>
        [.. Headers.Where(header => !string.Equals(header.Name, name, StringComparison.Ordinal)), (name, value)];

    /// <summary>The headers with something of somebody further away before a list's own value, as two lines and as one.</summary>
    public IEnumerable<(string Name, string Value)[]> InSeveralLines(string list)
    {
        var own = Headers.Single(header => string.Equals(header.Name, list, StringComparison.Ordinal)).Value;
        yield return [.. Without(list), (list, Before ?? own), (list, own)];
        yield return With(list, $"{Before ?? own},{own}");
    }

    /// <summary>The headers without one of them.</summary>
    public (string Name, string Value)[] Without(string name) => [.. Headers.Where(header => !string.Equals(header.Name, name, StringComparison.Ordinal))];

    public override string ToString() => Name;
}
