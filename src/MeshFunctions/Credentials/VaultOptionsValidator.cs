using System.Net;
using MeshFunctions.Credentials.Secrets;
using MeshFunctions.Validation;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Credentials;

/// <summary>The rules of <see cref="VaultOptions"/>: those of one setting are its attributes.</summary>
[OptionsValidator]
internal sealed partial class VaultOptionsValidator : IValidateOptions<VaultOptions>
{
    public static void Validate(VaultOptions options, string path, ICollection<string> errors)
    {
        errors.AddFailures(path, new VaultOptionsValidator().Validate(null, options));
        for (var i = 0; i < options.Prefetch.Count; i++)
        {
            if (!SecretName.Is(options.Prefetch[i] ?? string.Empty))
            {
                errors.Add($"{path}:Prefetch:{i}: is not the name of a secret; permitted 1 to 127 letters, digits and hyphens.");
            }
        }

        if (options.Prefetch.Count > 0 && options.Uri is null)
        {
            errors.Add($"{path}:Uri: is missing although secrets are to be fetched at start; permitted: the vault's https address.");
        }

        if (options.DisableChallengeVerification && !IsLoopback(options.Uri))
        {
            errors.Add($"{path}:DisableChallengeVerification: is true for a vault that is not on this machine; permitted only where the host of {path}:Uri is a loopback address (127.0.0.1 or [::1]).");
        }
    }

    // An address, not a name: Uri.IsLoopback would accept names that a resolver may send elsewhere.
    private static bool IsLoopback(Uri? uri) =>
        uri is { IsAbsoluteUri: true } && IPAddress.TryParse(uri.IdnHost, out var address) && IPAddress.IsLoopback(address);
}
