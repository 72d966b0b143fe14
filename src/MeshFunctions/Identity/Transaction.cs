using System.Text.Json;
using MeshFunctions.Tokens;

namespace MeshFunctions.Identity;

/// <summary>
/// For whom and for what the whole chain of calls runs: the content of a transaction token (draft-ietf-oauth-transaction-tokens) that a proven hop brought in <c>Txn-Token</c> and that
/// was validated here. It stands beside the caller and is never part of it: <c>[Authorize]</c>, roles, scopes, <c>[RequireCaller]</c> and <c>HttpContext.User</c> do not see it. Immutable.
/// </summary>
public sealed class Transaction
{
    private readonly string _token;
    private readonly ValidatedToken _validated;
    private TransactionContent? _content;

    internal Transaction(string token, ValidatedToken validated)
    {
        _token = token;
        _validated = validated;
    }

    /// <summary>The transaction's identifier (<c>txn</c>), the same in the whole chain of calls. Any text, never empty: escape it where you log it.</summary>
    public string Id => Content.Id;

    /// <summary>The principal of the transaction (<c>sub</c>); unique only within <see cref="TrustDomain"/>. Never empty. It is not the caller.</summary>
    public string Subject => Content.Subject;

    /// <summary>What the transaction is for (<c>scope</c>), in the words of the trust domain. Compare ordinally.</summary>
    public IReadOnlyList<string> Scopes => Content.Scopes;

    /// <summary>The workload that asked for the token (<c>req_wl</c>), at the beginning of the chain; not the one that sent this request. Never empty.</summary>
    public string RequestingWorkload => Content.RequestingWorkload;

    /// <summary>The trust domain in which the transaction is valid (<c>aud</c>): the configured one.</summary>
    public string TrustDomain => Content.TrustDomain;

    /// <summary>What does not change in the chain of calls (<c>tctx</c>), a JSON object; null where the token has none.</summary>
    public JsonElement? TransactionContext => Content.TransactionContext;

    /// <summary>The circumstances of the request that began the chain (<c>rctx</c>), a JSON object; null where the token has none.</summary>
    public JsonElement? RequestContext => Content.RequestContext;

    /// <summary>The token's <c>iat</c>.</summary>
    public DateTimeOffset IssuedAt => Content.IssuedAt;

    /// <summary>The token's <c>exp</c>, without clock skew; <see cref="DateTimeOffset.MaxValue"/> where it lies beyond the calendar.</summary>
    public DateTimeOffset ExpiresAt => _validated.ExpiresAt;

    /// <summary>The name of the transaction token service in the configuration: one of a few, so fit for metrics.</summary>
    public string IssuerName => _validated.IssuerName;

    /// <summary>The token as it came, for calls further down the chain; a secret.</summary>
    internal string Token => _token;

    private TransactionContent Content => _content ??= TransactionContent.Read(_token);

    /// <summary>The service's name in the configuration, and nothing of the token.</summary>
    /// <returns>Text that is safe to log.</returns>
    public override string ToString() => $"{nameof(Transaction)} ({IssuerName})";
}
