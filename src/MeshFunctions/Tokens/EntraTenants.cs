namespace MeshFunctions.Tokens;

/// <summary>An Entra issuer for several tenants: <c>{tenantid}</c> in its address, and a list. There is no "any tenant".</summary>
internal static class EntraTenants
{
    /// <summary>What stands for the tenant, as in Entra's own documents.</summary>
    public const string Placeholder = "{tenantid}";

    /// <summary>More tenants than this are not looked up in a list any more.</summary>
    public const int MaxCount = 256;

    /// <summary>The issuers that an entry stands for: one, or one for each tenant.</summary>
    public static IEnumerable<string> IssuersOf(IssuerOptions options) => options.Tenants.Count == 0
        ? [options.Issuer]
        : options.Tenants.Select(tenant => options.Issuer.Replace(Placeholder, tenant, StringComparison.Ordinal));

    /// <summary>Whether it is the id of a tenant as tokens write it: a GUID in lower case.</summary>
    public static bool IsTenant(string? text) =>
        text is not null && Guid.TryParseExact(text, "D", out var id) && string.Equals(text, id.ToString("D"), StringComparison.Ordinal);
}
