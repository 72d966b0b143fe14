using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalCloud.Configuration;

namespace LocalCloud.Sts;

/// <summary>The form of <c>AssumeRoleWithWebIdentity</c>.</summary>
internal sealed partial class AssumeRoleRequest
{
    private const int ShortestSession = 900;
    private const int DefaultSession = 3600;
    private const int LongestPolicy = 2048;

    private AssumeRoleRequest(string role, string session, string token, int seconds, string? policy)
    {
        Role = role;
        Session = session;
        Token = token;
        Seconds = seconds;
        Policy = policy;
    }

    public string Role { get; }

    public string Session { get; }

    public string Token { get; }

    public int Seconds { get; }

    public string? Policy { get; }

    public static AssumeRoleRequest? Read(IFormCollection form, StsConfig config, out StsError? error)
    {
        error = null;
        if (form.Any(static field => field.Value.Count != 1) || form["RoleArn"] is not [{ Length: > 0 } arn] || form["WebIdentityToken"] is not [{ Length: > 3 } token])
        {
            error = StsError.Of("ValidationError", "RoleArn, RoleSessionName and WebIdentityToken must be given once");
            return null;
        }

        if (token.Length > 20_000)
        {
            error = StsError.Of("ValidationError", "Value at 'webIdentityToken' failed to satisfy constraint: Member must have length less than or equal to 20000");
            return null;
        }

        if (form["RoleSessionName"] is not [{ } session] || !SessionName().IsMatch(session))
        {
            error = StsError.Of("ValidationError", @"Value at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]{2,64}");
            return null;
        }

        var prefix = $"arn:aws:iam::{config.Account}:role/";
        if (!arn.StartsWith("arn:aws:iam::", StringComparison.Ordinal))
        {
            error = StsError.Of("ValidationError", "RoleArn is invalid");
            return null;
        }

        var name = arn.StartsWith(prefix, StringComparison.Ordinal) ? arn[prefix.Length..] : "";
        var longest = config.Roles.TryGetValue(name, out var role) ? role.MaximumSessionSeconds : 43200;
        if (!TryReadSeconds(form, longest, out var seconds, out error) || !TryReadPolicy(form, out var policy, out error))
        {
            return null;
        }

        return new AssumeRoleRequest(name, session, token, seconds, policy);
    }

    public override string ToString() => "***";

    private static bool TryReadSeconds(IFormCollection form, int longest, out int seconds, out StsError? error)
    {
        seconds = DefaultSession;
        var asked = form["DurationSeconds"];
        var readable = asked.Count == 0 || int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
        error = !readable || seconds < ShortestSession || seconds > 43200
            ? StsError.Of("ValidationError", "Value at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200")
            : seconds > longest ? StsError.Of("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
            : null;
        return error is null;
    }

    private static bool TryReadPolicy(IFormCollection form, out string? policy, out StsError? error)
    {
        policy = form["Policy"].Count == 0 ? null : form["Policy"].ToString();
        error = policy switch
        {
            null => null,
            { Length: > LongestPolicy } => StsError.Of("PackedPolicyTooLarge"),
            _ => IsPolicy(policy) ? null : StsError.Of("MalformedPolicyDocument"),
        };
        return error is null;
    }

    private static bool IsPolicy(string text)
    {
        try
        {
            var policy = JsonElement.Parse(text);
            return policy.ValueKind == JsonValueKind.Object && policy.TryGetProperty("Statement", out var statement)
                && statement.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@-]{2,64}\z", RegexOptions.None, 1000)]
    private static partial Regex SessionName();
}
