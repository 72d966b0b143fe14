namespace MeshFunctions.Trust;

/// <summary>Rules for the proofs that trust what stands around the app, and for what such a hop may set.</summary>
internal static class PlatformHopValidator
{
    /// <summary>Adds one line an error of one hop to <paramref name="errors"/>.</summary>
    public static void Validate(HopOptions hop, string path, HostEnvironment environment, ICollection<string> errors)
    {
        if (hop.Proof == HopProof.AppServiceAuthentication && !(environment.IsAppService && environment.AuthenticatesUsers))
        {
            errors.Add($"{path}:Proof: AppServiceAuthentication needs App Service (WEBSITE_INSTANCE_ID) and its Authentication (WEBSITE_AUTH_ENABLED is True), without which any client could "
                + "write X-MS-CLIENT-PRINCIPAL; permitted: to switch it on, or another proof.");
        }

        if (hop.Proof == HopProof.MeshIsolation && !environment.IsKubernetes)
        {
            errors.Add($"{path}:Proof: MeshIsolation needs a Kubernetes pod (KUBERNETES_SERVICE_HOST is absent), without which no sidecar guards the port; "
                + "permitted: another proof.");
        }

        if (hop.Proof == HopProof.MeshIsolation && (hop.Mesh is not { } mesh || !Enum.IsDefined(mesh)))
        {
            errors.Add($"{path}:Mesh: is {(hop.Mesh is null ? "missing" : "unknown")}; permitted with MeshIsolation: {string.Join(", ", Enum.GetNames<HopMesh>())}.");
        }

        if (hop.Sets.Contains(IdentitySource.AppServiceCertificate) && !environment.IsAppService)
        {
            errors.Add($"{path}:Sets: names AppServiceCertificate although this is not App Service (WEBSITE_INSTANCE_ID is absent), whose front end alone writes "
                + "X-ARR-ClientCert; permitted: other sources.");
        }

        ValidateSources(hop, path, errors);
    }

    /// <summary>Adds a line for each hop that shares with another a proof that cannot tell them apart.</summary>
    public static void ValidateSingles(IEnumerable<KeyValuePair<string, HopOptions>> hops, string path, ICollection<string> errors)
    {
        var owners = new Dictionary<HopProof, string>();
        foreach (var (name, hop) in hops.OrderBy(static hop => hop.Key, StringComparer.Ordinal))
        {
            if (hop.Proof is { } proof and (HopProof.AppServiceAuthentication or HopProof.MeshIsolation) && !owners.TryAdd(proof, name))
            {
                errors.Add($"{path}:{name}:Proof: {proof} is the proof of hop '{owners[proof]}' already and cannot tell two hops apart; permitted: one such hop.");
            }
        }
    }

    /// <summary>Adds a line for each hop that sets as identity the header by which another proves itself: such a request would be of two hops.</summary>
    public static void ValidateHeader(IReadOnlyCollection<KeyValuePair<string, HopOptions>> hops, string path, ICollection<string> errors)
    {
        if (hops.Where(static hop => hop.Value.Proof == HopProof.AppServiceAuthentication).Select(static hop => hop.Key).FirstOrDefault() is not { } prover)
        {
            return;
        }

        foreach (var (name, _) in hops.Where(hop => hop.Value.Proof != HopProof.AppServiceAuthentication && hop.Value.Sets.Contains(IdentitySource.EasyAuth))
            .OrderBy(static hop => hop.Key, StringComparer.Ordinal))
        {
            errors.Add($"{path}:{name}:Sets: names EasyAuth, whose header proves hop '{prover}'; permitted: where no hop has AppServiceAuthentication.");
        }
    }

    private static void ValidateSources(HopOptions hop, string path, ICollection<string> errors)
    {
        for (var index = 0; index < hop.Sets.Count; index++)
        {
            if (Permitted(hop) is { } permitted && !permitted.Contains(hop.Sets[index]))
            {
                errors.Add($"{path}:Sets:{index}: {hop.Sets[index]} is not what such a hop overwrites; permitted with {hop.Proof}: {string.Join(", ", permitted)}.");
            }
        }
    }

    /// <summary>What the platform or the sidecar itself writes over whatever its clients sent; null where the proof says nothing about that.</summary>
    private static IdentitySource[]? Permitted(HopOptions hop) => (hop.Proof, hop.Mesh) switch
    {
        (HopProof.AppServiceAuthentication, _) => [IdentitySource.EasyAuth],
        (HopProof.MeshIsolation, HopMesh.Istio) => [IdentitySource.Xfcc],
        (HopProof.MeshIsolation, HopMesh.Linkerd) => [IdentitySource.Linkerd],
        _ => null,
    };
}
