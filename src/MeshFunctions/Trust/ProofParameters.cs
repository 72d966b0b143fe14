namespace MeshFunctions.Trust;

/// <summary>A parameter of one proof beside another proof says nothing, and whoever wrote it meant something.</summary>
internal static class ProofParameters
{
    /// <summary>Adds one line to <paramref name="errors"/> for each parameter that the hop's proof does not have.</summary>
    public static void Validate(HopOptions hop, string path, ICollection<string> errors)
    {
        (string Key, bool IsSet, HopProof Proof)[] parameters =
        [
            (nameof(hop.KeySecret), hop.KeySecret is not null, HopProof.SharedKey),
            (nameof(hop.KeyHeader), hop.KeyHeader != HopKeyHeader.MeshHopKey, HopProof.SharedKey),
            (nameof(hop.BundleFile), hop.BundleFile is not null, HopProof.ClientCertificate),
            (nameof(hop.Allowed), hop.Allowed.Count > 0, HopProof.ClientCertificate),
            (nameof(hop.AppService), hop.AppService, HopProof.ClientCertificate),
            (nameof(hop.Mesh), hop.Mesh is not null, HopProof.MeshIsolation),
        ];
        foreach (var (key, isSet, proof) in parameters)
        {
            if (isSet && hop.Proof is { } other && other != proof)
            {
                errors.Add($"{path}:{key}: says nothing without Proof {proof}; permitted: to leave it out.");
            }
        }
    }
}
