using System.ComponentModel.DataAnnotations;
using MeshFunctions.Validation;

namespace MeshFunctions.Tokens;

/// <summary>An issuer: an absolute https URI in ASCII.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpsAddressAttribute : ValidationAttribute
{
    public static bool IsHttpsAddress(string? text) =>
        text is { Length: > 0 and <= 2048 }
        && text.StartsWith("https://", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && !text.AsSpan().ContainsAny("?#@\\")
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        IsHttpsAddress(value as string)
            ? ValidationResult.Success
            : OptionFailures.Of(validationContext, $"'{value}' is no issuer; permitted is an absolute https URI in ASCII without user, query and fragment.");
}
