using MeshFunctions.Tokens;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>The issuer whose tokens a requirement admits: by its name in the configuration, by its <c>iss</c> (which tells the tenants of one entry apart), or any.</summary>
internal static class IssuerChoice
{
    public static bool Admits(string? issuer, ValidatedToken token) =>
        issuer is null || string.Equals(token.IssuerName, issuer, StringComparison.OrdinalIgnoreCase) || string.Equals(token.Issuer, issuer, StringComparison.Ordinal);

    /// <summary>What is wrong with the choice by itself.</summary>
    public static IEnumerable<string> Errors(string attribute, string? issuer, TokensOptions tokens) => issuer is not null && !Issuers(issuer, tokens).Any()
        ? [$"[{attribute}(Issuer = \"{issuer}\")] names an issuer that is not configured; permitted: a name below MeshFunctions:Tokens:Issuers, or the exact iss of one"]
        : [];

    /// <summary>Whether tokens of different issuers that are admitted could have the name for different programs.</summary>
    public static bool IsAmbiguous(string name, string? issuer, TokensOptions tokens)
    {
        var kind = name.StartsWith(WorkloadNames.ClientPrefix, StringComparison.Ordinal) ? IssuerKind.Entra
            : name.StartsWith(WorkloadNames.KubernetesPrefix, StringComparison.Ordinal) ? IssuerKind.Kubernetes
            : (IssuerKind?)null;
        return kind is not null
            && Issuers(issuer, tokens).Where(found => found.Kind == kind).Select(NamesGivenBy).Distinct(StringComparer.Ordinal).Skip(1).Any();
    }

    /// <summary>Who gives the names: a tenant has issuers in two forms; a GUID in the address of another kind of issuer (AKS) is no tenant.</summary>
    private static string NamesGivenBy((IssuerKind Kind, string Value) issuer) =>
        issuer.Kind == IssuerKind.Entra && EntraIssuer.TryParse(issuer.Value) is { } entra ? entra.Tenant : issuer.Value;

    private static IEnumerable<(IssuerKind Kind, string Value)> Issuers(string? issuer, TokensOptions tokens) =>
        from entry in tokens.Issuers
        where entry.Value.Kind != IssuerKind.Transaction
        from value in EntraTenants.IssuersOf(entry.Value)
        let own = value.Length > 0 ? value : $"spiffe://{entry.Value.TrustDomain}"
        where issuer is null || string.Equals(entry.Key, issuer, StringComparison.OrdinalIgnoreCase) || string.Equals(own, issuer, StringComparison.Ordinal)
        select (entry.Value.Kind, own);
}
