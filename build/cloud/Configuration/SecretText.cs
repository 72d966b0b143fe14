using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace LocalCloud.Configuration;

/// <summary>A secret string: compared in constant time, printed and serialised as <c>***</c>.</summary>
[JsonConverter(typeof(SecretTextConverter))]
public sealed class SecretText
{
    private readonly string _value;

    /// <summary>Wraps a secret.</summary>
    /// <param name="value">The secret itself, not empty.</param>
    public SecretText(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Wraps a secret.</summary>
    /// <param name="value">The secret itself, not empty.</param>
    public static implicit operator SecretText(string value) => new(value);

    /// <summary>Wraps a secret.</summary>
    /// <param name="value">The secret itself, not empty.</param>
    /// <returns>The wrapped secret.</returns>
    public static SecretText FromString(string value) => new(value);

    /// <summary>Compares with a candidate in a time that does not depend on where the two differ.</summary>
    /// <param name="candidate">What somebody sent; <see langword="null"/> never matches.</param>
    /// <returns><see langword="true"/> if both are the same, ordinally.</returns>
    public bool Matches(string? candidate) =>
        candidate is not null && CryptographicOperations.FixedTimeEquals(Digest(_value), Digest(candidate));

    /// <summary>The secret in clear.</summary>
    /// <returns>The wrapped string.</returns>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public override string ToString() => "***";

    // Equal lengths for the comparison, whatever was sent.
    private static byte[] Digest(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}
