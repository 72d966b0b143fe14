using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tokens;

/// <summary>The issuers as configured, an entry for each tenant, and which of them a token is from.</summary>
internal sealed class IssuerTable
{
    private readonly ConfiguredIssuer[] _named;
    private readonly ConfiguredIssuer[] _trustDomains;
    private readonly ConfiguredIssuer? _unnamed;

    /// <summary>The issuers whose tokens are for <paramref name="use"/>; to the others, this table knows nobody.</summary>
    public IssuerTable(TokensOptions options, TimeProvider clock, MeshMeters? meters, ILogger logger, TokenUse use = TokenUse.Access)
    {
        ConfiguredIssuer[] all =
        [
            .. options.Issuers.Where(issuer => use == TokenUse.Transaction == (issuer.Value.Kind == IssuerKind.Transaction)).SelectMany(issuer => EntraTenants.IssuersOf(issuer.Value).Select(
                value => new ConfiguredIssuer(issuer.Key, issuer.Value, value, new IssuerKeys(issuer.Key, value, issuer.Value, clock, meters, logger)))),
        ];
        _named = [.. all.Where(static issuer => !issuer.Utf8.IsEmpty)];
        _trustDomains = [.. all.Where(static issuer => issuer is { TrustDomain: not null, Utf8.IsEmpty: true })];
        _unnamed = Array.Find(all, static issuer => issuer is { Kind: IssuerKind.Transaction, Utf8.IsEmpty: true });
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
