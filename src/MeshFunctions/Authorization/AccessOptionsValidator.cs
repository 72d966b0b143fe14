using MeshFunctions.Validation;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Authorization;

/// <summary>The rules of <see cref="AccessOptions"/>: attributes, and those of what is demanded by name.</summary>
[OptionsValidator]
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public static void Validate(AccessOptions options, DateTimeOffset now, string path, ICollection<string> errors)
    {
        errors.AddFailures(path, new AccessOptionsValidator().Validate(null, options));
        FunctionAccessValidator.Validate(options.Functions, $"{path}:Functions", errors);
        ShadowValidator.Validate(options.Shadow, now, $"{path}:Shadow", errors);
    }
}
