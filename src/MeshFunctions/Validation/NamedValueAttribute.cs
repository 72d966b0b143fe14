using System.ComponentModel.DataAnnotations;

namespace MeshFunctions.Validation;

/// <summary>A value of an enumeration that has a name. A value that is not set is another rule's.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamedValueAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || Enum.IsDefined(value.GetType(), value)
            ? ValidationResult.Success
            : OptionFailures.Of(validationContext, $"is unknown; permitted {string.Join(", ", Enum.GetNames(value.GetType()))}.");
}
