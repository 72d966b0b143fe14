using MeshFunctions.Validation;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>The rules of <see cref="WarmUpOptions"/>: those of one setting are its attributes.</summary>
[OptionsValidator]
internal sealed partial class WarmUpOptionsValidator : IValidateOptions<WarmUpOptions>
{
    public static void Validate(WarmUpOptions options, string path, ICollection<string> errors)
    {
        errors.AddFailures(path, new WarmUpOptionsValidator().Validate(null, options));
        for (var index = 0; index < options.Scopes.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(options.Scopes[index]) || options.Scopes[index].AsSpan().ContainsAny(' ', '\t'))
            {
                errors.Add($"{path}:Scopes:{index}: is no scope; permitted: one such as https://storage.azure.com/.default.");
            }
        }
    }
}
