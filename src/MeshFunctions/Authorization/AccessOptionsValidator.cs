using MeshFunctions.Authorization.Decisions;
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
        if (options.ResourceMetadata is { } metadata
            && !(metadata is { IsAbsoluteUri: true, Fragment.Length: 0, UserInfo.Length: 0, Scheme: "https" } && ChallengeText.IsToken(metadata.AbsoluteUri)))
        {
            errors.Add($"{path}:ResourceMetadata: is no address that a challenge may name; permitted: an https address in ASCII without user information and fragment.");
        }

        FunctionAccessValidator.Validate(options.Functions, $"{path}:Functions", errors);
        ShadowValidator.Validate(options.Shadow, now, $"{path}:Shadow", errors);
    }
}
