using MeshFunctions.Tokens;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Transactions;

/// <summary>Transactions need both a hop that passes their tokens on and a service whose tokens they are; one without the other would be silently without effect.</summary>
internal static class TransactionSourcesValidator
{
    /// <summary>Adds one line an error to <paramref name="errors"/>; <paramref name="path"/> is that of the section that holds <c>Hops</c> and <c>Tokens</c>.</summary>
    public static void Validate(IEnumerable<KeyValuePair<string, HopOptions>> hops, TokensOptions tokens, string path, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(errors);
        List<string> setters = [.. hops.Where(static hop => hop.Value.Sets.Contains(IdentitySource.TransactionToken)).Select(static hop => hop.Key)];
        List<string> services = [.. tokens.Issuers.Where(static issuer => issuer.Value?.Kind == IssuerKind.Transaction).Select(static issuer => issuer.Key)];
        if (services.Count == 0)
        {
            foreach (var name in setters)
            {
                errors.Add($"{path}:Hops:{name}:Sets: names TransactionToken although no issuer has Kind Transaction; permitted: with one below {path}:Tokens:Issuers.");
            }
        }

        if (setters.Count == 0)
        {
            foreach (var name in services)
            {
                errors.Add($"{path}:Tokens:Issuers:{name}:Kind: is Transaction although no hop sets TransactionToken, so that its tokens never count; permitted: with a hop whose Sets names it.");
            }
        }
    }
}
