using MeshFunctions.Tokens.Caching;

namespace MeshFunctions.Tokens;

/// <summary>Finds everything that is wrong with <see cref="TokensOptions"/>; one line an error.</summary>
internal static class TokensOptionsValidator
{
    /// <summary>Adds the errors of <paramref name="options"/>, found at <paramref name="path"/> (<c>MeshFunctions:Tokens</c>).</summary>
    public static void Validate(TokensOptions options, string path, ICollection<string> errors)
    {
        if (options.CachedTokens is < 0 or > TokenCache.MaxCapacity)
        {
            errors.Add($"{path}:CachedTokens: is {options.CachedTokens}; permitted 0 (every token is validated in full) to {TokenCache.MaxCapacity}.");
        }

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, issuer) in options.Issuers)
        {
            var at = $"{path}:Issuers:{name}";
            if (issuer is null)
            {
                errors.Add($"{at}: is empty; permitted is an issuer with at least Issuer and Audiences.");
                continue;
            }

            IssuerOptionsValidator.Validate(issuer, at, errors);
            foreach (var value in EntraTenants.IssuersOf(issuer).Where(static value => !string.IsNullOrEmpty(value)))
            {
                if (!seen.TryAdd(value, name))
                {
                    errors.Add($"{at}:Issuer: is also that of '{seen[value]}'; permitted is one entry for each issuer and tenant.");
                }
            }

            ValidateKeys(issuer, at, name, keys, errors);
            if (issuer.TrustDomain is { } domain && !seen.TryAdd($"spiffe://{domain}", name))
            {
                errors.Add($"{at}:TrustDomain: is also that of '{seen[$"spiffe://{domain}"]}'; permitted is one entry for each trust domain.");
            }
        }

        TransactionIssuersValidator.Validate(options.Issuers, $"{path}:Issuers", errors);
    }

    /// <summary>Whoever holds a key of two issuers could name either. Entra's two forms have their keys in common, and those name their issuer.</summary>
    private static void ValidateKeys(IssuerOptions issuer, string at, string name, Dictionary<string, string> keys, ICollection<string> errors)
    {
        var (key, where) = issuer switch
        {
            { Kind: IssuerKind.Entra } => ("", null),
            { KeysFile: { Length: > 0 } file } => (nameof(issuer.KeysFile), Path.GetFullPath(file)),
            _ => (nameof(issuer.KeysAddress), issuer.KeysAddress),
        };
        if (!string.IsNullOrEmpty(where) && !keys.TryAdd(where, name))
        {
            errors.Add($"{at}:{key}: is also that of '{keys[where]}'; permitted is keys of its own for each issuer.");
        }
    }
}
