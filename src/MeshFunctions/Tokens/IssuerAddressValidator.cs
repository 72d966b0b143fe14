using MeshFunctions.Headers;

namespace MeshFunctions.Tokens;

/// <summary>Rules over who an issuer is and where its keys are.</summary>
internal static class IssuerAddressValidator
{
    /// <summary>Adds the errors of <paramref name="options"/>, found at <paramref name="path"/>.</summary>
    public static void Validate(IssuerOptions options, string path, ICollection<string> errors)
    {
        var isSpiffe = options.Kind == IssuerKind.Spiffe;
        var mayBeUnnamed = isSpiffe || options.Kind == IssuerKind.Transaction;
        if (!HttpsAddress.IsValid(options.Issuer) && !(mayBeUnnamed && string.IsNullOrEmpty(options.Issuer)))
        {
            errors.Add($"{path}:Issuer: is no issuer; permitted is an absolute https URI in ASCII without user, query and fragment.");
        }
        else if (options.Kind == IssuerKind.Entra)
        {
            ValidateEntra(options, path, errors);
        }

        if (options.Kind != IssuerKind.Entra && options.Tenants.Count > 0)
        {
            errors.Add($"{path}:Tenants: says nothing without Kind Entra; permitted is to leave it out.");
        }

        if (isSpiffe ? !SpiffeId.IsTrustDomain(options.TrustDomain) : options.TrustDomain is not null)
        {
            errors.Add(isSpiffe
                ? $"{path}:TrustDomain: is missing or no trust domain; permitted is 1 to 255 lower-case letters, digits, '.', '-' and '_', without 'spiffe://'."
                : $"{path}:TrustDomain: says nothing without Kind Spiffe; permitted is to leave it out.");
        }

        ValidateKeys(options, path, errors);
    }

    private static void ValidateEntra(IssuerOptions options, string path, ICollection<string> errors)
    {
        var isTemplate = options.Issuer.Contains(EntraTenants.Placeholder, StringComparison.Ordinal);
        if (isTemplate != options.Tenants.Count > 0)
        {
            errors.Add(isTemplate
                ? $"{path}:Tenants: is empty although Issuer has {EntraTenants.Placeholder} in it; permitted is at least one tenant's id."
                : $"{path}:Tenants: says nothing without {EntraTenants.Placeholder} in Issuer; permitted is to leave it out.");
        }

        if (options.Tenants.Count > EntraTenants.MaxCount)
        {
            errors.Add($"{path}:Tenants: has {options.Tenants.Count} entries; permitted are {EntraTenants.MaxCount}.");
        }

        for (var i = 0; i < options.Tenants.Count; i++)
        {
            if (!EntraTenants.IsTenant(options.Tenants[i]))
            {
                errors.Add($"{path}:Tenants:{i}: '{options.Tenants[i]}' is no tenant's id; permitted is a GUID in lower case.");
            }
        }

        var example = options.Issuer.Replace(EntraTenants.Placeholder, Guid.Empty.ToString("D"), StringComparison.Ordinal);
        if (EntraIssuer.TryParse(example) is null)
        {
            errors.Add($"{path}:Issuer: '{options.Issuer}' is no Entra issuer; permitted are https://sts.windows.net/{{tenant id}}/ "
                + "and https://login.microsoftonline.com/{tenant id}/v2.0 (or another cloud's host), exactly so.");
        }
    }

    private static void ValidateKeys(IssuerOptions options, string path, ICollection<string> errors)
    {
        if (options.KeysAddress is not null && !HttpsAddress.IsValid(options.KeysAddress))
        {
            errors.Add($"{path}:KeysAddress: is no address; permitted is an absolute https URI in ASCII without user, query and fragment.");
        }

        if (options.KeysFile is not null && string.IsNullOrWhiteSpace(options.KeysFile))
        {
            errors.Add($"{path}:KeysFile: is blank; permitted is the path of a JSON Web Key Set.");
        }

        if (options.KeysTokenFile is not null && string.IsNullOrWhiteSpace(options.KeysTokenFile))
        {
            errors.Add($"{path}:KeysTokenFile: is blank; permitted is the path of a file with a token.");
        }

        if (options.Kind == IssuerKind.Spiffe && options.KeysFile is null && options.KeysAddress is null)
        {
            errors.Add($"{path}:KeysFile: is missing; permitted with Kind Spiffe: the trust domain's bundle as KeysFile or KeysAddress, since there is no discovery.");
        }

        if (options is { Kind: IssuerKind.Transaction, KeysFile: null, KeysAddress: null } && string.IsNullOrEmpty(options.Issuer))
        {
            errors.Add($"{path}:KeysFile: is missing; permitted with Kind Transaction and no Issuer: the service's keys as KeysFile or KeysAddress, since there is nobody to discover them from.");
        }

        if (options.KeysFile is not null && (options.KeysAddress ?? options.KeysTokenFile ?? options.CaFile) is not null)
        {
            errors.Add($"{path}:KeysFile: stands beside KeysAddress, KeysTokenFile or CaFile, which say nothing then; permitted is one way to the keys.");
        }
    }
}
