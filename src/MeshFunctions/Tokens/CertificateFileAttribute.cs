using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Validation;

namespace MeshFunctions.Tokens;

/// <summary>A file, if there is one, with certificates in PEM.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CertificateFileAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not string file)
        {
            return ValidationResult.Success;
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0
                ? ValidationResult.Success
                : OptionFailures.Of(validationContext, $"'{file}' holds no certificate; permitted is a PEM file with one or more.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return OptionFailures.Of(validationContext, $"'{file}' cannot be read ({e.GetType().Name}); permitted is a PEM file with one or more certificates.");
        }
    }
}
