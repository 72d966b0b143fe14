using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>Rules over the identity headers that hops set by names of their own.</summary>
internal static class CustomHeadersValidator
{
    private const int MaxClaimLength = 256;
    private static readonly string[] Separators = [",", ";", "|", " "];

    /// <summary>Adds one line an error to <paramref name="errors"/>; <paramref name="path"/> is that of the section that holds the hops by name.</summary>
    public static void Validate(IEnumerable<KeyValuePair<string, HopOptions>> hops, string path, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(hops);
        ArgumentNullException.ThrowIfNull(errors);
        var forms = new Dictionary<string, (bool IsList, string Hop)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, hop) in hops.OrderBy(hop => hop.Key, StringComparer.Ordinal))
        {
            ValidatePayload(hop, $"{path}:{name}", errors);
            ValidateClaims(hop, $"{path}:{name}", errors);
            ValidateUse(hop, $"{path}:{name}", errors);
            ValidateForms(hop, name, $"{path}:{name}", forms, errors);
        }
    }

    private static void ValidatePayload(HopOptions hop, string path, ICollection<string> errors)
    {
        if (hop.JwtPayloadHeader is { } header && CustomHeaderNames.Error(header) is { } error)
        {
            errors.Add($"{path}:JwtPayloadHeader: {error}.");
        }
    }

    private static void ValidateClaims(HopOptions hop, string path, ICollection<string> errors)
    {
        for (var index = 0; index < hop.ClaimHeaders.Count; index++)
        {
            var options = hop.ClaimHeaders[index];
            if (CustomHeaderNames.Error(options.Header) is { } error)
            {
                errors.Add($"{path}:ClaimHeaders:{index}:Header: {error}.");
            }

            if (options.Claim is not { Length: > 0 and <= MaxClaimLength })
            {
                errors.Add($"{path}:ClaimHeaders:{index}:Claim: is {(string.IsNullOrEmpty(options.Claim) ? "missing" : "too long")}; permitted: 1 to {MaxClaimLength} characters.");
            }

            if (options.Separator is { } separator && !Separators.Contains(separator, StringComparer.Ordinal))
            {
                errors.Add($"{path}:ClaimHeaders:{index}:Separator: is unknown; permitted: ',', ';', '|' and a space, or the key left out.");
            }
        }
    }

    /// <summary><see cref="HopOptions.Sets"/> alone says what a hop is believed, so nothing may stand beside it that looks as if it did.</summary>
    private static void ValidateUse(HopOptions hop, string path, ICollection<string> errors)
    {
        ValidateUse(hop, IdentitySource.JwtPayload, nameof(HopOptions.JwtPayloadHeader), hop.JwtPayloadHeader is not null, path, errors);
        ValidateUse(hop, IdentitySource.ClaimHeaders, nameof(HopOptions.ClaimHeaders), hop.ClaimHeaders.Count > 0, path, errors);
        ValidateUse(hop, IdentitySource.Custom, nameof(HopOptions.Sources), hop.Sources.Count > 0, path, errors);
    }

    private static void ValidateUse(HopOptions hop, IdentitySource source, string key, bool configured, string path, ICollection<string> errors)
    {
        if (configured == hop.Sets.Contains(source))
        {
            return;
        }

        errors.Add(configured
            ? $"{path}:{key}: has no effect, because the hop does not set {source}; permitted: with {source} in {path}:Sets."
            : $"{path}:{key}: is missing although the hop sets {source}; permitted: at least one.");
    }

    private static void ValidateForms(
        HopOptions hop, string name, string path, Dictionary<string, (bool IsList, string Hop)> forms, ICollection<string> errors)
    {
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in hop.CustomHeaders())
        {
            if (!own.Add(header.Name))
            {
                errors.Add($"{path}: the header '{header.Name}' has two meanings; permitted: one for each header of a hop.");
            }
            else if (!forms.TryAdd(header.Name, (header.IsList, name)) && forms[header.Name].IsList != header.IsList)
            {
                errors.Add($"{path}: the header '{header.Name}' is a list at one of this hop and '{forms[header.Name].Hop}' and a single value at the other; permitted: the same at all hops.");
            }
        }
    }
}
