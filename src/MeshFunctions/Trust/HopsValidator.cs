using System.Buffers;
using MeshFunctions.Trust.Assertions;
using MeshFunctions.Trust.Certificates;

namespace MeshFunctions.Trust;

/// <summary>Rules over all configured hops together.</summary>
internal static class HopsValidator
{
    private const int MaxSecretNameLength = 127;

    private static readonly SearchValues<char> SecretNameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>Adds one line an error to <paramref name="errors"/>; <paramref name="path"/> is that of the section that holds the hops by name.</summary>
    public static void Validate(IReadOnlyCollection<KeyValuePair<string, HopOptions>> hops, HostEnvironment environment, string path, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(hops);
        ArgumentNullException.ThrowIfNull(errors);
        var ownerOfSecret = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, hop) in hops.OrderBy(hop => hop.Key, StringComparer.Ordinal))
        {
            ValidateProof(hop, $"{path}:{name}", errors);
            AssertionHopValidator.Validate(hop, $"{path}:{name}", errors);
            ProofParameters.Validate(hop, $"{path}:{name}", errors);
            CertificateHopValidator.Validate(hop, $"{path}:{name}", environment, errors);
            PlatformHopValidator.Validate(hop, $"{path}:{name}", environment, errors);
            ValidateSources(hop, $"{path}:{name}", errors);
            SourceSettingsValidator.Validate(hop, $"{path}:{name}", errors);
            if (!string.IsNullOrEmpty(hop.KeySecret) && !ownerOfSecret.TryAdd(hop.KeySecret, name))
            {
                errors.Add($"{path}:{name}:KeySecret: the secret '{hop.KeySecret}' is that of hop '{ownerOfSecret[hop.KeySecret]}' already; "
                    + "permitted: a secret of its own for each hop.");
            }
        }

        AssertionHopValidator.ValidateIssuers(hops, path, errors);
        CertificateHopValidator.ValidateClients(hops, path, errors);
        CertificateHopValidator.ValidateHeader(hops, path, errors);
        PlatformHopValidator.ValidateSingles(hops, path, errors);
        PlatformHopValidator.ValidateHeader(hops, path, errors);
    }

    private static void ValidateProof(HopOptions hop, string path, ICollection<string> errors)
    {
        if (hop.Proof is not { } proof || !Enum.IsDefined(proof))
        {
            errors.Add($"{path}:Proof: is {(hop.Proof is null ? "missing" : "unknown")}; permitted: {string.Join(", ", Enum.GetNames<HopProof>())}.");
        }
        else if (proof == HopProof.SharedKey && !Enum.IsDefined(hop.KeyHeader))
        {
            errors.Add($"{path}:KeyHeader: is unknown; permitted: {string.Join(", ", Enum.GetNames<HopKeyHeader>())}.");
        }
        else if (proof == HopProof.SharedKey && !IsSecretName(hop.KeySecret))
        {
            errors.Add($"{path}:KeySecret: is {(string.IsNullOrEmpty(hop.KeySecret) ? "missing" : "not the name of a secret")}; "
                + "permitted with SharedKey: 1 to 127 letters, digits and hyphens.");
        }
    }

    private static void ValidateSources(HopOptions hop, string path, ICollection<string> errors)
    {
        for (var index = 0; index < hop.Sets.Count; index++)
        {
            if (!Enum.IsDefined(hop.Sets[index]))
            {
                errors.Add($"{path}:Sets:{index}: is unknown; permitted: {string.Join(", ", Enum.GetNames<IdentitySource>())}.");
            }
        }
    }

    private static bool IsSecretName(string? name) =>
        name is { Length: > 0 and <= MaxSecretNameLength } && !name.AsSpan().ContainsAnyExcept(SecretNameCharacters);
}
