namespace MeshFunctions.Trust.Assertions;

/// <summary>Rules for the parameters of <see cref="HopProof.SignedAssertion"/>.</summary>
internal static class AssertionHopValidator
{
    /// <summary>Adds one line an error of one hop to <paramref name="errors"/>.</summary>
    public static void Validate(HopOptions hop, string path, ICollection<string> errors)
    {
        (string Key, string? Value, string Meaning)[] texts =
        [
            (nameof(hop.Issuer), hop.Issuer, "the iss of the hop's assertions"),
            (nameof(hop.Audience), hop.Audience, "the aud by which the hop means this app"),
            (nameof(hop.KeysFile), hop.KeysFile, "the path of a JSON Web Key Set"),
        ];
        var signs = hop.Proof == HopProof.SignedAssertion;
        foreach (var (key, value, meaning) in texts)
        {
            if (signs && string.IsNullOrWhiteSpace(value))
            {
                errors.Add($"{path}:{key}: is missing; permitted with SignedAssertion: {meaning}.");
            }
            else if (!signs && value is not null)
            {
                errors.Add($"{path}:{key}: says nothing without Proof SignedAssertion; permitted: to leave it out.");
            }
        }

        if (!signs && hop.OneTime)
        {
            errors.Add($"{path}:{nameof(hop.OneTime)}: says nothing without Proof SignedAssertion; permitted: to leave it out.");
        }
    }

    /// <summary>Adds a line for each hop whose issuer or key file is another's, since these tell them apart.</summary>
    public static void ValidateIssuers(IReadOnlyCollection<KeyValuePair<string, HopOptions>> hops, string path, ICollection<string> errors)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, hop) in hops.Where(static hop => !string.IsNullOrWhiteSpace(hop.Value.KeysFile)).OrderBy(static hop => hop.Key, StringComparer.Ordinal))
        {
            if (!files.TryAdd(Path.GetFullPath(hop.KeysFile!), name))
            {
                errors.Add($"{path}:{name}:KeysFile: is that of hop '{files[Path.GetFullPath(hop.KeysFile!)]}' already; permitted: keys of its own for each hop.");
            }
        }

        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, hop) in hops.Where(static hop => !string.IsNullOrWhiteSpace(hop.Value.Issuer)).OrderBy(static hop => hop.Key, StringComparer.Ordinal))
        {
            if (!owners.TryAdd(hop.Issuer!, name))
            {
                errors.Add($"{path}:{name}:Issuer: is that of hop '{owners[hop.Issuer!]}' already; permitted: an issuer of its own for each hop.");
            }
        }
    }
}
