namespace MeshFunctions.Authorization.Requirements;

/// <summary>There is a transaction: of that service where one is named, and for one of these scopes where any is; ordinal.</summary>
internal sealed class TransactionRequirement(IReadOnlyList<string> scopes, string? issuer) : MeshRequirement
{
    public override bool IsMetBy(MeshContext mesh) =>
        mesh.Transaction is { } transaction
        && (issuer is null || string.Equals(transaction.IssuerName, issuer, StringComparison.OrdinalIgnoreCase))
        && (scopes.Count == 0 || transaction.Scopes.Any(scope => scopes.Contains(scope, StringComparer.Ordinal)));

    public override string Describe(MeshContext mesh) => "RequireTransaction";
}
