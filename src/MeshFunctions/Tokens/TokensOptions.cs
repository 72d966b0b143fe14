namespace MeshFunctions.Tokens;

/// <summary>Whose tokens are accepted. Section <c>MeshFunctions:Tokens</c>.</summary>
public sealed class TokensOptions
{
    /// <summary>
    /// The accepted issuers by a name of your choice, which metrics and logs show. Default: none, so that every token is refused.
    /// No two may have the same <see cref="IssuerOptions.Issuer"/>.
    /// </summary>
    public IDictionary<string, IssuerOptions> Issuers { get; } = new Dictionary<string, IssuerOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// How many accepted tokens are remembered, so that their signature is not verified each time: from 0 (none, every token is validated in full) to 65,536; default 2,048. One counts for five minutes
    /// and never beyond its <c>exp</c> or its key. Together they take 32 MiB at most. The token itself is not kept.
    /// </summary>
    public int CachedTokens { get; set; } = 2048;
}
