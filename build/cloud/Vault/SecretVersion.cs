using LocalCloud.Configuration;

namespace LocalCloud.Vault;

/// <summary>One version of a secret.</summary>
/// <param name="Id">32 hex digits.</param>
/// <param name="Value">The secret itself.</param>
/// <param name="Created">Epoch seconds.</param>
/// <param name="Updated">Epoch seconds.</param>
/// <param name="Enabled">Whether it can be read.</param>
public sealed record SecretVersion(string Id, SecretText Value, long Created, long Updated, bool Enabled)
{
    /// <summary>Epoch seconds from which it is valid (<c>nbf</c>); null where it has none. The vault serves it before, too.</summary>
    public long? NotBefore { get; init; }

    /// <summary>Epoch seconds until which it is valid (<c>exp</c>); null where it has none. The vault serves it after, too.</summary>
    public long? Expires { get; init; }
}
