using System.Globalization;
using System.Net;
using LocalCloud.Vault;

namespace LocalCloud.Configuration;

internal static class CloudConfigValidator
{
    private const int Day = 86400;

    public static IReadOnlyList<string> Validate(CloudConfig config)
    {
        var errors = new List<string>();
        Server(config, errors);
        Range(config.KeySetsAheadSeconds, "keySetsAheadSeconds", 0, errors);
        Range(config.KeySetsMaxAgeSeconds, "keySetsMaxAgeSeconds", 0, errors);
        Range(config.TokenLifetimeSeconds, "tokenLifetimeSeconds", 60, errors);
        if (config.Identities.Values.DistinctBy(static identity => identity.Header.Reveal(), StringComparer.Ordinal).Count() != config.Identities.Count)
        {
            errors.Add("identities: two of them have the same header; each needs its own, it selects the identity");
        }

        foreach (var (name, versions) in config.Secrets)
        {
            if (!SecretName.IsValid(name) || versions.Count == 0)
            {
                errors.Add($"secrets:{name}: a name is 1 to 127 letters, digits and hyphens, with at least one value");
            }
        }

        Roles(config.Sts, errors);
        return errors;
    }

    private static void Roles(StsConfig sts, List<string> errors)
    {
        if (sts.Account.Length != 12 || !sts.Account.All(char.IsAsciiDigit))
        {
            errors.Add("sts:account: must be twelve digits");
        }

        foreach (var (name, role) in sts.Roles)
        {
            if (role.Issuer is not ("entra" or "oidc") || role.Audiences.Count == 0 || role.MaximumSessionSeconds is < 3600 or > 43200)
            {
                errors.Add($"sts:roles:{name}: issuer is entra or oidc, with at least one audience, maximumSessionSeconds 3600 to 43200");
            }
        }
    }

    private static void Server(CloudConfig config, List<string> errors)
    {
        if (!config.Url.IsAbsoluteUri || !string.Equals(config.Url.Scheme, "https", StringComparison.Ordinal) ||
            !IPAddress.TryParse(config.Url.Host.Trim('[', ']'), out _) ||
            !string.Equals(config.Url.PathAndQuery, "/", StringComparison.Ordinal))
        {
            errors.Add("url: must be https://{IP address}:{port} without a path");
        }

        if (config.CertificateFile is null != config.KeyFile is null)
        {
            errors.Add("certificateFile, keyFile: both or none");
        }
    }

    private static void Range(int value, string key, int minimum, List<string> errors)
    {
        if (value < minimum || value > Day)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{key}: is {value}; permitted {minimum} to {Day} seconds"));
        }
    }
}
