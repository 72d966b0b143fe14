using System.Globalization;

namespace MeshFunctions.Hosting;

/// <summary>One permitted key of the section.</summary>
/// <param name="Pattern">The path below the section; <c>{name}</c> stands for any name, <c>{n}</c> for a list index.</param>
/// <param name="Kind">What its value must be.</param>
/// <param name="Permitted">The permitted values, for <see cref="KeyKind.OneOf"/>.</param>
internal sealed record ConfigurationKey(string Pattern, KeyKind Kind, IReadOnlyList<string> Permitted)
{
    private readonly string[] _segments = Pattern.Split(':');

    public ConfigurationKey(string pattern, KeyKind kind)
        : this(pattern, kind, [])
    {
    }

    public static ConfigurationKey Of<TEnum>(string pattern)
        where TEnum : struct, Enum => new(pattern, KeyKind.OneOf, Enum.GetNames<TEnum>());

    /// <summary>Number of segments.</summary>
    public int Depth => _segments.Length;

    public string Segment(int index) => _segments[index];

    public bool Matches(string[] path) => path.Length == _segments.Length && StartsWith(path);

    /// <summary>Whether <paramref name="path"/> is this key or a section above it.</summary>
    public bool StartsWith(string[] path)
    {
        if (path.Length > _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < path.Length; i++)
        {
            var matches = _segments[i] switch
            {
                "{n}" => int.TryParse(path[i], NumberStyles.None, CultureInfo.InvariantCulture, out _),
                ['{', ..] => path[i].Length > 0,
                var fixedName => string.Equals(fixedName, path[i], StringComparison.OrdinalIgnoreCase),
            };
            if (!matches)
            {
                return false;
            }
        }

        return true;
    }
}
