using System.Diagnostics;
using System.Text.Json.Serialization;

namespace MeshFunctions.Credentials;

/// <summary>The two newest usable versions of a secret, so that a rotation overlaps. Prints and serialises as <c>***</c>.</summary>
[DebuggerDisplay(Masked.Text)]
[JsonConverter(typeof(MaskedJsonConverter<SecretLease>))]
public sealed class SecretLease
{
    internal SecretLease(string name, LeasedSecret current, LeasedSecret? previous)
    {
        Name = name;
        Current = current;
        Previous = previous;
    }

    /// <summary>The secret's name in the vault.</summary>
    public string Name { get; }

    /// <summary>The newest version that is enabled and within its validity.</summary>
    public LeasedSecret Current { get; }

    /// <summary>The version before; null where there is none that is enabled and valid.</summary>
    public LeasedSecret? Previous { get; }

    /// <summary>Until when it may be used though nobody confirms it.</summary>
    internal DateTimeOffset EndsAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Never a secret.</summary>
    /// <returns><c>***</c>.</returns>
    public override string ToString() => Masked.Text;
}
