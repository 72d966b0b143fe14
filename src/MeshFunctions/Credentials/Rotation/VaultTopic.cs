namespace MeshFunctions.Credentials.Rotation;

/// <summary>The ARM id of a vault, which is the topic (CloudEvents: the source) of its events. Compared without regard to case, as ARM does.</summary>
internal readonly record struct VaultTopic
{
    private const int Longest = 1024;
    private const string Provider = "providers/Microsoft.KeyVault/vaults";

    private VaultTopic(string id, string name) => (Id, Name) = (id, name);

    public string Id { get; }

    /// <summary>The vault's name, the id's last segment.</summary>
    public string Name { get; }

    public static bool TryParse(ReadOnlySpan<char> text, out VaultTopic topic)
    {
        topic = default;
        if (text.Length > Longest || !text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // "", subscriptions, {id}, resourceGroups, {group}, providers, Microsoft.KeyVault, vaults, {name}
        var parts = text.ToString().Split('/');
        if (parts.Length != 9
            || !string.Equals(parts[3], "resourceGroups", StringComparison.OrdinalIgnoreCase)
            || !string.Equals(string.Join('/', parts[5..8]), Provider, StringComparison.OrdinalIgnoreCase)
            || Array.Exists(parts[1..], static part => part.Length == 0 || part.Any(static letter => char.IsControl(letter) || char.IsWhiteSpace(letter))))
        {
            return false;
        }

        topic = new(text.ToString(), parts[8]);
        return true;
    }

    public bool Is(string? id) => string.Equals(Id, id, StringComparison.OrdinalIgnoreCase);

    public bool IsNamed(string? vault) => string.Equals(Name, vault, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Id;
}
