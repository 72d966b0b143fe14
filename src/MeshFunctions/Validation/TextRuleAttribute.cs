using System.ComponentModel.DataAnnotations;

namespace MeshFunctions.Validation;

/// <summary>A text that keeps one rule, which the derived attribute names; a text that is not set keeps every rule.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class TextRuleAttribute : ValidationAttribute
{
    /// <summary>What is wrong otherwise, and what is permitted.</summary>
    protected abstract string Failure { get; }

    protected abstract bool Keeps(string text);

    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not string text || Keeps(text) ? ValidationResult.Success : OptionFailures.Of(validationContext, Failure);
}
