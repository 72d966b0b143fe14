using LocalCloud.Configuration;

namespace LocalCloud.Sts;

/// <summary>Credentials that STS handed out.</summary>
/// <param name="Account">The account's number.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Name">The session's name.</param>
/// <param name="AccessKeyId">Public half of the key.</param>
/// <param name="SecretAccessKey">Signs requests.</param>
/// <param name="SessionToken">Goes with every request.</param>
/// <param name="Policy">The session policy that was sent, if there was one.</param>
/// <param name="ExpiresAt">The end of the credentials.</param>
public sealed record StsSession(
    string Account,
    string Role,
    string Name,
    string AccessKeyId,
    SecretText SecretAccessKey,
    SecretText SessionToken,
    string? Policy,
    DateTimeOffset ExpiresAt)
{
    /// <summary>The ARN of the assumed role.</summary>
    public string Arn => $"arn:aws:sts::{Account}:assumed-role/{Role}/{Name}";

    /// <summary>The id of the role and the session.</summary>
    public string UserId => $"AROALOCALCLOUD:{Name}";
}
