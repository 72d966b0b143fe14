using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>Rules over the sources of the app's own, and over the hops that name them.</summary>
internal static class IdentitySourcesValidator
{
    /// <summary>Adds one line an error to <paramref name="errors"/>; <paramref name="path"/> is that of the section that holds the hops by name.</summary>
    public static void Validate(
        IReadOnlyCollection<IIdentitySource> registered, IEnumerable<KeyValuePair<string, HopOptions>> hops, string path, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(registered);
        ArgumentNullException.ThrowIfNull(hops);
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var group in registered.GroupBy(source => source.Name ?? string.Empty, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
            {
                errors.Add($"{path}: {group.Count()} identity sources are called '{group.Key}'; permitted: a name of its own for each.");
            }

            ValidateSource(group.First(), group.Key, path, errors);
        }

        foreach (var (name, hop) in hops.OrderBy(hop => hop.Key, StringComparer.Ordinal))
        {
            ValidateNames(hop, [.. registered.Select(source => source.Name)], $"{path}:{name}:Sources", errors);
        }
    }

    private static void ValidateSource(IIdentitySource source, string name, string path, ICollection<string> errors)
    {
        var subject = $"{path}: the identity source {source.GetType().Name} ('{name}')";
        if (name.Length is 0 or > CustomHeaderNames.MaxLength || name.Any(static letter => !char.IsAsciiLetterOrDigit(letter) && letter != '-'))
        {
            errors.Add($"{subject} has no usable name; permitted: 1 to 64 letters, digits and hyphens.");
        }

        if (source.Headers is not { Count: > 0 } headers)
        {
            errors.Add($"{subject} declares no header; permitted: at least one.");
            return;
        }

        foreach (var error in headers.Select(header => CustomHeaderNames.Error(header.Name)).OfType<string>())
        {
            errors.Add($"{subject} declares a header of which the name {error}.");
        }
    }

    private static void ValidateNames(HopOptions hop, string[] registered, string path, ICollection<string> errors)
    {
        for (var index = 0; index < hop.Sources.Count; index++)
        {
            if (!registered.Contains(hop.Sources[index], StringComparer.Ordinal))
            {
                errors.Add($"{path}:{index}: no identity source of that name is registered; permitted: "
                    + (registered.Length == 0 ? "none, until the app registers an IIdentitySource." : $"{string.Join(", ", registered)}."));
            }
            else if (hop.Sources.IndexOf(hop.Sources[index]) != index)
            {
                errors.Add($"{path}:{index}: is listed twice; permitted: each once.");
            }
        }
    }
}
