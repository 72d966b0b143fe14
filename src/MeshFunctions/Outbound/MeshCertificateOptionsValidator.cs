namespace MeshFunctions.Outbound;

/// <summary>The rules of <see cref="MeshCertificateOptions"/>.</summary>
internal static class MeshCertificateOptionsValidator
{
    public static void Validate(MeshCertificateOptions options, string path, ICollection<string> errors)
    {
        (string Key, string? File)[] files =
        [
            (nameof(options.CertificateFile), options.CertificateFile),
            (nameof(options.KeyFile), options.KeyFile),
            (nameof(options.BundleFile), options.BundleFile),
        ];
        if (files.All(static file => file.File is null))
        {
            return;
        }

        foreach (var (key, file) in files)
        {
            if (string.IsNullOrWhiteSpace(file))
            {
                errors.Add($"{path}:{key}: is missing; permitted: the path of a PEM file. CertificateFile, KeyFile and BundleFile belong together.");
            }
        }
    }
}
