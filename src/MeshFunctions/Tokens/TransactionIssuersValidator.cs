namespace MeshFunctions.Tokens;

/// <summary>Rules over issuers of kind <see cref="IssuerKind.Transaction"/>.</summary>
internal static class TransactionIssuersValidator
{
    /// <summary>Adds the errors of <paramref name="issuers"/>, found at <paramref name="path"/>.</summary>
    public static void Validate(IEnumerable<KeyValuePair<string, IssuerOptions>> issuers, string path, ICollection<string> errors)
    {
        string? unnamed = null;
        foreach (var (name, issuer) in issuers.Where(static entry => entry.Value?.Kind == IssuerKind.Transaction))
        {
            Validate(issuer, $"{path}:{name}", errors);
            if (!string.IsNullOrEmpty(issuer.Issuer))
            {
                continue;
            }

            if (unnamed is not null)
            {
                errors.Add($"{path}:{name}:Issuer: is missing as it is at '{unnamed}', so that a token without iss could be of either; permitted is one service without.");
            }

            unnamed ??= name;
        }
    }

    private static void Validate(IssuerOptions issuer, string path, ICollection<string> errors)
    {
        if (issuer.Audiences.Count > 1)
        {
            errors.Add($"{path}:Audiences: has {issuer.Audiences.Count} entries; permitted with Kind Transaction is the trust domain alone, within which subjects are unique.");
        }

        ValidateUnused(issuer.RoleClaims, "RoleClaims", path, errors);
        ValidateUnused(issuer.ScopeClaims, "ScopeClaims", path, errors);
        ValidateUnused(issuer.GroupClaims, "GroupClaims", path, errors);
        if (issuer.AcceptUntyped)
        {
            errors.Add($"{path}:AcceptUntyped: says nothing with Kind Transaction, whose tokens are all typed; permitted is to leave it out.");
        }
    }

    private static void ValidateUnused(IList<string> claims, string key, string path, ICollection<string> errors)
    {
        if (claims.Count > 0)
        {
            errors.Add($"{path}:{key}: says nothing with Kind Transaction; permitted is to leave it out.");
        }
    }
}
