using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace MeshFunctions.Hosting;

/// <summary>Looks at every value of the section before it is bound, because the binder stops at the first mistake and ignores unknown keys.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Lists the section's mistakes, and returns the values that can be bound.</summary>
    public static IReadOnlyDictionary<string, string?> Check(IConfigurationSection section, ICollection<string> errors, IEnumerable<AddedSection>? added = null)
    {
        HashSet<string> elsewhere = new((added ?? []).Select(static other => other.Name), StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string?> good = new(StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add($"{section.Path}: is a section; permitted below it: {string.Join(", ", Siblings([]))}");
        }

        foreach (var (path, value) in section.AsEnumerable(makePathsRelative: true))
        {
            var segments = path.Split(':');
            if (elsewhere.Contains(segments[0]))
            {
                continue;
            }

            var key = value is null ? null : ConfigurationKeys.All.FirstOrDefault(key => key.Matches(segments));
            var error = path.Length == 0 ? null
                : value is null ? InnerError(section.GetSection(path), segments)
                : key is null ? Unmatched(segments)
                : Error(key, value);
            if (error is not null)
            {
                errors.Add($"{section.Path}:{path}: {error}");
            }
            else if (value is not null)
            {
                good[path] = key?.Kind == KeyKind.Date ? DateText.Canonical(value) : value;
            }
        }

        good.Remove(string.Empty);

        return good;
    }

    /// <summary>An inner section, or an empty list or object: it says nothing, but a misspelt one must not look as if it did.</summary>
    private static string? InnerError(IConfigurationSection inner, string[] path)
    {
        if (!ConfigurationKeys.All.Any(key => key.StartsWith(path)))
        {
            return Unknown(path);
        }

        return AccessKeys.MustSaySomething(path) && inner.AsEnumerable().All(static value => value.Value is null)
            ? "is empty, which demands nothing; give it a value, or leave it out"
            : null;
    }

    private static string Unmatched(string[] path) => ConfigurationKeys.All.Any(key => key.Matches([.. path, "0"]))
        ? $"is a list; write {path[^1]}:0, {path[^1]}:1, …"
        : Unknown(path);

    private static string Unknown(string[] path) => $"is not a known key; permitted here: {string.Join(", ", Siblings(path))}{AccessKeys.Note(path)}";

    private static string? Error(ConfigurationKey key, string value) => key.Kind switch
    {
        KeyKind.Flag when !bool.TryParse(value, out _) => "must be true or false",
        KeyKind.Duration => DurationError(value),
        KeyKind.WholeNumber when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => "must be a whole number",
        KeyKind.Date when !DateText.TryParse(value, out _) => $"must be a date, {DateText.Forms}",
        KeyKind.AbsoluteUri when !Uri.TryCreate(value, UriKind.Absolute, out _) => "must be an absolute URI",
        KeyKind.OneOf when !key.Permitted.Contains(value, StringComparer.OrdinalIgnoreCase) => $"must be one of: {string.Join(", ", key.Permitted)}",
        _ => null,
    };

    private static string? DurationError(string value)
    {
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return "is a bare number, which .NET reads as days; write a duration as hh:mm:ss, for example 00:01:00";
        }

        return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _) ? null : "must be a duration, hh:mm:ss, for example 00:01:00";
    }

    /// <summary>The permitted keys that share the longest leading part with <paramref name="path"/>.</summary>
    private static IEnumerable<string> Siblings(string[] path)
    {
        for (var depth = path.Length - 1; depth > 0; depth--)
        {
            var below = ConfigurationKeys.All
                .Where(key => key.Depth > depth && key.StartsWith(path[..depth]))
                .Select(key => key.Segment(depth))
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            if (below.Length > 0)
            {
                return below;
            }
        }

        return ConfigurationKeys.All.Select(key => key.Segment(0)).Distinct(StringComparer.Ordinal);
    }
}
