using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Tokens;

/// <summary>Finds everything that is wrong with <see cref="TokensOptions"/>; one line an error.</summary>
internal static class TokensOptionsValidator
{
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan MinForcedRefreshInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxForcedRefreshInterval = TimeSpan.FromHours(1);

    /// <summary>Adds the errors of <paramref name="options"/>, found at <paramref name="path"/> (<c>MeshFunctions:Tokens</c>).</summary>
    public static void Validate(TokensOptions options, string path, ICollection<string> errors)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, issuer) in options.Issuers)
        {
            var at = $"{path}:Issuers:{name}";
            if (issuer is null)
            {
                errors.Add($"{at}: is empty; permitted is an issuer with at least Issuer and Audiences.");
                continue;
            }

            ValidateIssuer(issuer, at, errors);
            if (!string.IsNullOrEmpty(issuer.Issuer) && !seen.TryAdd(issuer.Issuer, name))
            {
                errors.Add($"{at}:Issuer: is also that of '{seen[issuer.Issuer]}'; permitted is one entry for each issuer.");
            }
        }
    }

    private static void ValidateIssuer(IssuerOptions options, string at, ICollection<string> errors)
    {
        if (!IsHttpsAddress(options.Issuer))
        {
            errors.Add($"{at}:Issuer: '{options.Issuer}' is no issuer; permitted is an absolute https URI in ASCII without user, query and fragment.");
        }
        else if (options.Kind == IssuerKind.Entra && EntraIssuer.TryParse(options.Issuer) is null)
        {
            errors.Add($"{at}:Issuer: '{options.Issuer}' is no Entra issuer; permitted are https://sts.windows.net/{{tenant id}}/ "
                + "and https://login.microsoftonline.com/{tenant id}/v2.0 (or another cloud's host), exactly so.");
        }

        if (!Enum.IsDefined(options.Kind))
        {
            errors.Add($"{at}:Kind: '{options.Kind}' is unknown; permitted are {string.Join(", ", Enum.GetNames<IssuerKind>())}.");
        }

        ValidateAudiences(options.Audiences, at, errors);
        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > MaxClockSkew)
        {
            errors.Add($"{at}:ClockSkew: '{options.ClockSkew}' is out of range; permitted is 00:00:00 to {MaxClockSkew} (a bare number is read as days).");
        }

        if (options.ForcedRefreshInterval < MinForcedRefreshInterval || options.ForcedRefreshInterval > MaxForcedRefreshInterval)
        {
            errors.Add($"{at}:ForcedRefreshInterval: '{options.ForcedRefreshInterval}' is out of range; permitted is {MinForcedRefreshInterval} to "
                + $"{MaxForcedRefreshInterval} (a bare number is read as days).");
        }

        ValidatePaths(options.RoleClaims, $"{at}:RoleClaims", errors);
        ValidatePaths(options.ScopeClaims, $"{at}:ScopeClaims", errors);
        ValidatePaths(options.GroupClaims, $"{at}:GroupClaims", errors);
        ValidateCaFile(options.CaFile, at, errors);
    }

    private static void ValidateAudiences(IList<string> audiences, string at, ICollection<string> errors)
    {
        if (audiences.Count == 0)
        {
            errors.Add($"{at}:Audiences: is empty; permitted is one audience of this application or more.");
        }

        for (var i = 0; i < audiences.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(audiences[i]))
            {
                errors.Add($"{at}:Audiences:{i}: is blank; permitted is an audience exactly as tokens name it.");
            }
        }
    }

    private static void ValidatePaths(IList<string> paths, string at, ICollection<string> errors)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i] is null || !ClaimPath.TryParse(paths[i], out _))
            {
                errors.Add($"{at}:{i}: '{paths[i]}' has an empty name in it; permitted is the name of a claim, or names joined by dots.");
            }
        }
    }

    private static void ValidateCaFile(string? file, string at, ICollection<string> errors)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            if (certificates.Count == 0)
            {
                errors.Add($"{at}:CaFile: '{file}' holds no certificate; permitted is a PEM file with one or more.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            errors.Add($"{at}:CaFile: '{file}' cannot be read ({e.GetType().Name}); permitted is a PEM file with one or more certificates.");
        }
    }

    private static bool IsHttpsAddress(string? text) =>
        text is { Length: > 0 and <= 2048 }
        && text.StartsWith("https://", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && !text.AsSpan().ContainsAny("?#@\\")
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0;
}
