using MeshFunctions.Validation;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Authorization;

/// <summary>The rules of <see cref="AccessOptions"/>, which are attributes.</summary>
[OptionsValidator]
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public static void Validate(AccessOptions options, string path, ICollection<string> errors) =>
        errors.AddFailures(path, new AccessOptionsValidator().Validate(null, options));
}
