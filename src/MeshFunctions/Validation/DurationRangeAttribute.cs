using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MeshFunctions.Validation;

/// <summary>A duration from <see cref="Minimum"/> to <see cref="Maximum"/>, both as <c>hh:mm:ss</c>. Unlike <c>[Range(typeof(…))]</c> it needs no type converter.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    public string Minimum => minimum;

    public string Maximum => maximum;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is TimeSpan duration && duration >= Parse(minimum) && duration <= Parse(maximum)
            ? ValidationResult.Success
            : OptionFailures.Of(validationContext, $"is {value:c}; permitted {minimum} to {maximum} (a bare number is read as days).");

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
