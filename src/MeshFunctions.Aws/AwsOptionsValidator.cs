using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Aws;

/// <summary>The rules of <see cref="AwsOptions"/>.</summary>
internal sealed partial class AwsOptionsValidator : IValidateOptions<AwsOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public ValidateOptionsResult Validate(string? name, AwsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = [.. options.SectionErrors];
        Check(errors, "RoleArn", options.RoleArn is { } arn && IsRole(arn), "is no role; permitted arn:aws:iam::{12 digits}:role/{name}, or the variable AWS_ROLE_ARN");
        Check(
            errors,
            "Region",
            options.Region is null ? options.Endpoint is not null : Region().IsMatch(options.Region),
            "is no region; permitted names such as eu-central-1, or the variable AWS_REGION, or none with an Endpoint");
        Check(errors, "Endpoint", options.Endpoint is null || IsEndpoint(options.Endpoint), "is no address of STS; permitted https://host[:port][/path] without query, fragment and user");
        Check(
            errors,
            "TokenScope",
            (options.TokenScope is null) != (options.TokenFile is null),
            "there must be exactly one of TokenScope (the app's Azure credential) and TokenFile (or the variable AWS_WEB_IDENTITY_TOKEN_FILE)");
        Check(errors, "TokenScope", options.TokenScope is null || IsScope(options.TokenScope), "is no scope; permitted one such as api://aws/.default");
        Check(errors, "TokenFile", options.TokenFile is null || options.TokenFile.Trim().Length > 0, "is empty; permitted the path of a file, or nothing");
        Check(
            errors,
            "SessionName",
            options.SessionName is { } session && SessionName().IsMatch(session),
            "is no name of a session; permitted 2 to 47 letters, digits and _=,.@+-");
        Check(errors, "Duration", options.Duration >= Shortest && options.Duration <= Longest, "is out of range; permitted 00:15:00 to 12:00:00");
        if (errors.Count == 0)
        {
            Check(errors, "Endpoint", IsEndpoint(StsClient.Address(options)), "is resolved to an address that is not https; the token would be sent in the clear");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    internal static bool IsRole(string text) => Role().IsMatch(text);

    private static bool IsEndpoint(Uri uri) =>
        uri.IsAbsoluteUri
        && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0;

    private static bool IsScope(string text) => text.Length > 0 && !text.Any(char.IsWhiteSpace);

    private static void Check(List<string> errors, string key, bool holds, string otherwise)
    {
        if (!holds)
        {
            errors.Add($"{AwsOptions.SectionName}:{key}: {otherwise}.");
        }
    }

    [GeneratedRegex(@"\Aarn:aws[a-z-]{0,12}:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}\z", RegexOptions.None, 1000)]
    private static partial Regex Role();

    [GeneratedRegex(@"\A[a-z]{2,4}(-[a-z]{2,16}){1,3}-[0-9]{1,2}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Za-z0-9_=,.@+-]{2,47}\z", RegexOptions.None, 1000)]
    private static partial Regex SessionName();
}
