using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace MeshFunctions.Hosting;

/// <summary>Looks at every value of the section before it is bound, because the binder stops at the first mistake and ignores unknown keys.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Lists the section's mistakes, and returns the values that can be bound.</summary>
    public static IReadOnlyDictionary<string, string?> Check(IConfigurationSection section, ICollection<string> errors)
    {
        Dictionary<string, string?> good = new(StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add($"{section.Path}: is a section; permitted below it: {string.Join(", ", Siblings([]))}");
        }

        foreach (var (path, value) in section.AsEnumerable(makePathsRelative: true))
        {
            if (path.Length > 0 && Error(path, value, section.GetSection(path).AsEnumerable().All(static inner => inner.Value is null)) is { } error)
            {
                errors.Add($"{section.Path}:{path}: {error}");
            }
            else if (value is not null)
            {
                good[path] = IsDate(path) ? DateText.Canonical(value) : value;
            }
        }

        good.Remove(string.Empty);

        return good;
    }

    private static string? Error(string path, string? value, bool isEmpty)
    {
        var segments = path.Split(':');
        if (value is null)
        {
            // An inner section, or an empty list or object: it says nothing, but a misspelt one must not look as if it did.
            return !ConfigurationKeys.All.Any(key => key.StartsWith(segments)) ? Unknown(segments)
                : isEmpty && AccessKeys.MustSaySomething(segments) ? "is empty, which demands nothing; give it a value, or leave it out"
                : null;
        }

        foreach (var key in ConfigurationKeys.All)
        {
            if (key.Matches(segments))
            {
                return Error(key, value);
            }
        }

        return ConfigurationKeys.All.Any(key => key.Matches([.. segments, "0"]))
            ? $"is a list; write {segments[^1]}:0, {segments[^1]}:1, …"
            : Unknown(segments);
    }

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

    private static bool IsDate(string path) => ConfigurationKeys.All.Any(key => key.Kind == KeyKind.Date && key.Matches(path.Split(':')));

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
