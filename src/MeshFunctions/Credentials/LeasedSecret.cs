using System.Diagnostics;
using System.Text.Json.Serialization;

namespace MeshFunctions.Credentials;

/// <summary>One version of a secret. Printed, formatted, serialised or shown by a debugger it is <c>***</c>; only <see cref="Reveal"/> gives the value.</summary>
[DebuggerDisplay(Masked.Text)]
[JsonConverter(typeof(MaskedJsonConverter<LeasedSecret>))]
public sealed class LeasedSecret
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    internal LeasedSecret(string value, string version, DateTimeOffset? createdOn, DateTimeOffset? expiresOn)
    {
        _value = value;
        Version = version;
        CreatedOn = createdOn;
        ExpiresOn = expiresOn;
    }

    /// <summary>The vault's name of this version, 32 hexadecimal digits.</summary>
    public string Version { get; }

    /// <summary>When the vault says that the version was made.</summary>
    public DateTimeOffset? CreatedOn { get; }

    /// <summary>The version's own expiry (<c>exp</c>); null where it has none.</summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>The secret itself. Keep it no longer than the call that needs it: its successor comes with the next lease.</summary>
    /// <returns>The value as the vault holds it.</returns>
    public string Reveal() => _value;

    /// <summary>Never the secret.</summary>
    /// <returns><c>***</c>.</returns>
    public override string ToString() => Masked.Text;
}
