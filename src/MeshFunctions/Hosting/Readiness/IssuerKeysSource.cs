using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Tokens;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>The keys of the issuers of access tokens and of transaction tokens.</summary>
internal sealed class IssuerKeysSource(TokensOptions options, TokenValidator tokens, TransactionReader transactions) : IReadySource
{
    public string Name => "issuer-keys";

    public IReadOnlyList<string> Items { get; } = [.. options.Issuers.Keys];

    public async Task<bool> EnsureAsync(string item, CancellationToken cancellationToken) =>
        await tokens.EnsureKeysAsync(item, cancellationToken).ConfigureAwait(false) && await transactions.Tokens.EnsureKeysAsync(item, cancellationToken).ConfigureAwait(false);
}
