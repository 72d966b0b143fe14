using System.ComponentModel.DataAnnotations;
using MeshFunctions.Validation;

namespace MeshFunctions.Credentials;

/// <summary>The address of a vault, if there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VaultAddressAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not Uri uri || IsVault(uri)
            ? ValidationResult.Success
            : OptionFailures.Of(validationContext, "is not the address of a vault; permitted https://host[:port] without path, query, fragment or user.");

    private static bool IsVault(Uri uri) =>
        uri.IsAbsoluteUri
        && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && string.Equals(uri.PathAndQuery, "/", StringComparison.Ordinal)
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0;
}
