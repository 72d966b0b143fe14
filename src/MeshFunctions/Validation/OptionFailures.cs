using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Validation;

/// <summary>The form of every line of the start-up message: <c>path:Key: what is wrong; what is permitted.</c></summary>
internal static class OptionFailures
{
    /// <summary>The failure of one setting; the generated validator puts the name of its key in front.</summary>
    public static ValidationResult Of(ValidationContext context, string failure) => new(failure, [context.MemberName!]);

    /// <summary>Adds what a generated validator found in the section at <paramref name="path"/>.</summary>
    public static void AddFailures(this ICollection<string> errors, string path, ValidateOptionsResult result)
    {
        foreach (var failure in result.Failures ?? [])
        {
            errors.Add($"{path}:{failure}");
        }
    }
}
