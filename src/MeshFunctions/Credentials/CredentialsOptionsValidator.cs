namespace MeshFunctions.Credentials;

/// <summary>The rules of <see cref="CredentialsOptions"/>.</summary>
internal static class CredentialsOptionsValidator
{
    private const string Kinds = $"{nameof(CredentialKind.ManagedIdentity)}, {nameof(CredentialKind.WorkloadIdentity)}, {nameof(CredentialKind.Environment)}, {nameof(CredentialKind.AzureCli)}";

    public static void Validate(CredentialsOptions options, string path, ICollection<string> errors)
    {
        if (!Enum.IsDefined(options.Kind))
        {
            errors.Add($"{path}:Kind: is no known credential; permitted {Kinds}.");
            return;
        }

        if (options.ClientId is not null && options.Kind is not (CredentialKind.ManagedIdentity or CredentialKind.WorkloadIdentity))
        {
            errors.Add($"{path}:ClientId: has no meaning for {options.Kind}; permitted with ManagedIdentity and WorkloadIdentity.");
        }
        else if (options.ClientId is not null && !Guid.TryParseExact(options.ClientId, "D", out _))
        {
            errors.Add($"{path}:ClientId: is no client id; permitted a GUID such as 5e29463d-71da-4fe0-8e69-999b57db23b0, or nothing.");
        }

        if (options.TenantId is not null && options.Kind is not (CredentialKind.WorkloadIdentity or CredentialKind.AzureCli))
        {
            errors.Add($"{path}:TenantId: has no meaning for {options.Kind}; permitted with WorkloadIdentity and AzureCli.");
        }
        else if (options.TenantId is not null && !IsTenant(options.TenantId))
        {
            errors.Add($"{path}:TenantId: is no tenant; permitted a GUID or a domain name, or nothing.");
        }
    }

    private static bool IsTenant(string tenant) =>
        tenant.Length is > 0 and <= 253 && tenant.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.');
}
