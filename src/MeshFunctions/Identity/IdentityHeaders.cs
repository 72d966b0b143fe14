using System.Collections.Frozen;
using System.Collections.Immutable;
using MeshFunctions.Headers;
using MeshFunctions.Identity.Vouched;

namespace MeshFunctions.Identity;

/// <summary>The declared headers of one <see cref="IIdentitySource"/> in one request of a proven hop; nothing else of the request.</summary>
public sealed class IdentityHeaders
{
    private readonly FrozenDictionary<string, string?> _values;

    internal IdentityHeaders(IEnumerable<KeyValuePair<string, string?>> values) => _values = values.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A header as it arrived: any characters, up to 16 KiB. <see langword="null"/> where it is absent; a list's lines are joined by commas.</summary>
    /// <param name="name">A declared name, without regard to case.</param>
    /// <exception cref="ArgumentException">The source does not declare the header.</exception>
    public string? this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return _values.TryGetValue(name, out var value) ? value : throw new ArgumentException($"The source does not declare the header '{name}'.", nameof(name));
        }
    }

    /// <summary>
    /// The values of a header, read strictly: visible ASCII and spaces, blanks around a value dropped, values of nothing too.
    /// </summary>
    /// <param name="name">A declared name, without regard to case.</param>
    /// <param name="separator">What stands between values; <see langword="null"/> where the header holds one.</param>
    /// <param name="values">The values; none where the header is absent or empty.</param>
    /// <returns>Whether the header is absent or well-formed.</returns>
    /// <exception cref="ArgumentException">The source does not declare the header.</exception>
    public bool TryRead(string name, char? separator, out ImmutableArray<string> values) => ClaimHeaderText.TryParse(this[name], separator, out values);
}
