using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Trust.Certificates;

/// <summary>Rules for the parameters of <see cref="HopProof.ClientCertificate"/>.</summary>
internal static class CertificateHopValidator
{
    /// <summary>Adds one line an error of one hop to <paramref name="errors"/>.</summary>
    public static void Validate(HopOptions hop, string path, HostEnvironment environment, ICollection<string> errors)
    {
        if (hop.Proof != HopProof.ClientCertificate)
        {
            return;
        }

        if (BundleError(hop.BundleFile) is { } bundle)
        {
            errors.Add($"{path}:{nameof(hop.BundleFile)}: {bundle}; permitted: the path of a PEM file with the authorities' certificates, a root among them.");
        }

        if (hop.Allowed.Count == 0)
        {
            errors.Add($"{path}:{nameof(hop.Allowed)}: is missing; permitted: at least one spiffe://…, dns:name or sha256:hex.");
        }

        for (var index = 0; index < hop.Allowed.Count; index++)
        {
            if (!AllowedClient.TryParse(hop.Allowed[index], out _))
            {
                errors.Add($"{path}:{nameof(hop.Allowed)}:{index}: is no client; permitted: spiffe://domain/path, dns: and a name without wildcards, sha256: and 64 hex digits.");
            }
        }

        if (hop.AppService && !environment.IsAppService)
        {
            errors.Add($"{path}:{nameof(hop.AppService)}: is true although this is not App Service (WEBSITE_INSTANCE_ID is absent), where any client could write "
                + "X-ARR-ClientCert; permitted: false.");
        }
    }

    /// <summary>Adds a line for each client that two hops allow, since the client is what tells them apart.</summary>
    public static void ValidateClients(IEnumerable<KeyValuePair<string, HopOptions>> hops, string path, ICollection<string> errors)
    {
        var owners = new Dictionary<AllowedClient, string>();
        foreach (var (name, hop) in hops.OrderBy(static hop => hop.Key, StringComparer.Ordinal))
        {
            for (var index = 0; index < hop.Allowed.Count; index++)
            {
                if (AllowedClient.TryParse(hop.Allowed[index], out var client) && !owners.TryAdd(client, name))
                {
                    errors.Add($"{path}:{name}:{nameof(hop.Allowed)}:{index}: '{client}' is allowed for hop '{owners[client]}' already; permitted: each client once.");
                }
            }
        }
    }

    /// <summary>Adds a line for each hop that sets as identity the header by which another, or itself, proves itself: it cannot be both.</summary>
    public static void ValidateHeader(IReadOnlyCollection<KeyValuePair<string, HopOptions>> hops, string path, ICollection<string> errors)
    {
        if (hops.Where(static hop => hop.Value.AppService).Select(static hop => hop.Key).FirstOrDefault() is not { } prover)
        {
            return;
        }

        foreach (var (name, hop) in hops.OrderBy(static hop => hop.Key, StringComparer.Ordinal))
        {
            for (var index = 0; index < hop.Sets.Count; index++)
            {
                if (hop.Sets[index] == IdentitySource.AppServiceCertificate)
                {
                    errors.Add($"{path}:{name}:Sets:{index}: AppServiceCertificate is the header that proves hop '{prover}'; permitted: where no hop has AppService.");
                }
            }
        }
    }

    private static string? BundleError(string? file)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            return "is missing";
        }

        try
        {
            return TrustBundleFile.Read(file) is null ? $"'{file}' holds no bundle" : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"'{file}' cannot be read ({exception.GetType().Name})";
        }
    }
}
