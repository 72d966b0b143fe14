using MeshFunctions.Validation;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tokens;

/// <summary>The rules of one <see cref="IssuerOptions"/>: those of one setting are its attributes.</summary>
[OptionsValidator]
internal sealed partial class IssuerOptionsValidator : IValidateOptions<IssuerOptions>
{
    /// <summary>Adds the errors of <paramref name="options"/>, found at <paramref name="path"/>.</summary>
    public static void Validate(IssuerOptions options, string path, ICollection<string> errors)
    {
        errors.AddFailures(path, new IssuerOptionsValidator().Validate(null, options));
        IssuerAddressValidator.Validate(options, path, errors);
        ValidateAudiences(options.Audiences, path, errors);
        ValidatePaths(options.RoleClaims, $"{path}:RoleClaims", errors);
        ValidatePaths(options.ScopeClaims, $"{path}:ScopeClaims", errors);
        ValidatePaths(options.GroupClaims, $"{path}:GroupClaims", errors);
    }

    private static void ValidateAudiences(IList<string> audiences, string path, ICollection<string> errors)
    {
        if (audiences.Count == 0)
        {
            errors.Add($"{path}:Audiences: is empty; permitted is one audience of this application or more.");
        }

        for (var i = 0; i < audiences.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(audiences[i]))
            {
                errors.Add($"{path}:Audiences:{i}: is blank; permitted is an audience exactly as tokens name it.");
            }
        }
    }

    private static void ValidatePaths(IList<string> paths, string path, ICollection<string> errors)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i] is null || !ClaimPath.TryParse(paths[i], out _))
            {
                errors.Add($"{path}:{i}: '{paths[i]}' has an empty name in it; permitted is the name of a claim, or names joined by dots.");
            }
        }
    }
}
