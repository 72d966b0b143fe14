namespace MeshFunctions.Tokens;

/// <summary>Whose tokens are accepted. Section <c>MeshFunctions:Tokens</c>.</summary>
public sealed class TokensOptions
{
    /// <summary>
    /// The accepted issuers by a name of your choice, which metrics and logs show. Default: none, so that every token is refused.
    /// No two may have the same <see cref="IssuerOptions.Issuer"/>.
    /// </summary>
    public IDictionary<string, IssuerOptions> Issuers { get; } = new Dictionary<string, IssuerOptions>(StringComparer.OrdinalIgnoreCase);
}
