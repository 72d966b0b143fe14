using MeshFunctions.Validation;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Credentials;

/// <summary>The rules of <see cref="CredentialsOptions"/>: those of one setting are its attributes.</summary>
[OptionsValidator]
internal sealed partial class CredentialsOptionsValidator : IValidateOptions<CredentialsOptions>
{
    public static void Validate(CredentialsOptions options, string path, ICollection<string> errors)
    {
        errors.AddFailures(path, new CredentialsOptionsValidator().Validate(null, options));
        if (!Enum.IsDefined(options.Kind))
        {
            return;
        }

        if (options.ClientId is not null && options.Kind is not (CredentialKind.ManagedIdentity or CredentialKind.WorkloadIdentity))
        {
            errors.Add($"{path}:ClientId: has no meaning for {options.Kind}; permitted with ManagedIdentity and WorkloadIdentity.");
        }

        if (options.TenantId is not null && options.Kind is not (CredentialKind.WorkloadIdentity or CredentialKind.AzureCli))
        {
            errors.Add($"{path}:TenantId: has no meaning for {options.Kind}; permitted with WorkloadIdentity and AzureCli.");
        }
    }
}
