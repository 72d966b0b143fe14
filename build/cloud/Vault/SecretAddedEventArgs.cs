namespace LocalCloud.Vault;

internal sealed class SecretAddedEventArgs(string name, SecretVersion version) : EventArgs
{
    public string Name { get; } = name;

    public SecretVersion Version { get; } = version;
}
