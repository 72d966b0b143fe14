using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tokens;

/// <summary>The issuers as configured, an entry for each tenant, and which of them a token is from.</summary>
internal sealed class IssuerTable
{
    private readonly ConfiguredIssuer[] _all;
    private readonly ConfiguredIssuer[] _named;
    private readonly ConfiguredIssuer[] _trustDomains;
    private readonly ConfiguredIssuer? _unnamed;

    /// <summary>The issuers whose tokens are for <paramref name="use"/>; to the others, this table knows nobody.</summary>
    public IssuerTable(TokensOptions options, TimeProvider clock, MeshMeters? meters, ILogger logger, TokenUse use = TokenUse.Access)
    {
        _all =
        [
            .. options.Issuers.Where(issuer => use == TokenUse.Transaction == (issuer.Value.Kind == IssuerKind.Transaction)).SelectMany(issuer => EntraTenants.IssuersOf(issuer.Value).Select(
                value => new ConfiguredIssuer(issuer.Key, issuer.Value, value, new IssuerKeys(issuer.Key, value, issuer.Value, clock, meters, logger)))),
        ];
        _named = [.. _all.Where(static issuer => !issuer.Utf8.IsEmpty)];
        _trustDomains = [.. _all.Where(static issuer => issuer is { TrustDomain: not null, Utf8.IsEmpty: true })];
        _unnamed = Array.Find(_all, static issuer => issuer is { Kind: IssuerKind.Transaction, Utf8.IsEmpty: true });
    }

    /// <summary>
    /// T30: the issuer that <c>iss</c> names is one that is configured, ordinally, or none. T43b: a token without <c>iss</c> is from the trust domain that its
    /// <c>sub</c> is of (JWT-SVID §3), or from nobody. A transaction token without <c>iss</c> is from the one service that is configured to name none.
    /// </summary>
    public ConfiguredIssuer? Find(JsonObject payload)
    {
        var name = payload["iss"u8];
        return name.Exists ? FindNamed(name) : _unnamed ?? FindTrustDomain(payload["sub"u8]);
    }

    /// <summary>The names of those whose keys cannot be had, after all that have none yet were asked at once.</summary>
    public async Task<IReadOnlyList<string>> PrefetchKeysAsync(CancellationToken cancellationToken)
    {
        var names = _all.Select(static issuer => issuer.Name).Distinct(StringComparer.Ordinal).ToList();
        var there = await Task.WhenAll(names.Select(name => EnsureKeysAsync(name, cancellationToken))).ConfigureAwait(false);
        return [.. names.Where((_, index) => !there[index])];
    }

    /// <summary>Whether the keys of the issuer of that name, for all its tenants, may be used; true for a name that this table does not know.</summary>
    public async Task<bool> EnsureKeysAsync(string name, CancellationToken cancellationToken)
    {
        var there = await Task.WhenAll(
            _all.Where(issuer => string.Equals(issuer.Name, name, StringComparison.Ordinal)).Select(issuer => issuer.Keys.EnsureAsync(cancellationToken))).ConfigureAwait(false);
        return Array.TrueForAll(there, static one => one);
    }

    private ConfiguredIssuer? FindNamed(JsonValue name)
    {
        foreach (var issuer in _named)
        {
            if (name.Is(issuer.Utf8.Span))
            {
                return issuer;
            }
        }

        return null;
    }

    private ConfiguredIssuer? FindTrustDomain(JsonValue subject)
    {
        if (_trustDomains.Length == 0 || !subject.IsText || subject.Raw.Length > SpiffeId.MaxLength || !SpiffeId.TryParse(subject.GetString(), out var id))
        {
            return null;
        }

        return Array.Find(_trustDomains, issuer => string.Equals(issuer.TrustDomain, id.TrustDomain, StringComparison.Ordinal));
    }
}
