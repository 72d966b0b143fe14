namespace MeshFunctions.Tokens;

/// <summary>Finds everything that is wrong with <see cref="TokensOptions"/>; one line an error.</summary>
internal static class TokensOptionsValidator
{
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

            IssuerOptionsValidator.Validate(issuer, at, errors);
            foreach (var value in EntraTenants.IssuersOf(issuer).Where(static value => !string.IsNullOrEmpty(value)))
            {
                if (!seen.TryAdd(value, name))
                {
                    errors.Add($"{at}:Issuer: is also that of '{seen[value]}'; permitted is one entry for each issuer and tenant.");
                }
            }

            if (issuer.TrustDomain is { } domain && !seen.TryAdd($"spiffe://{domain}", name))
            {
                errors.Add($"{at}:TrustDomain: is also that of '{seen[$"spiffe://{domain}"]}'; permitted is one entry for each trust domain.");
            }
        }
    }
}
