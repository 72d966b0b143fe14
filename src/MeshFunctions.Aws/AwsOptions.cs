namespace MeshFunctions.Aws;

/// <summary>
/// Which role is assumed, and with which token: section <c>MeshFunctions:Aws</c>. Every mistake fails the start. What is not set is taken from the
/// variables that AWS gives its own workloads, so that the same app runs on Azure and on AWS.
/// </summary>
public sealed class AwsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "MeshFunctions:Aws";

    /// <summary>The role, <c>arn:aws:iam::{account}:role/{name}</c>. Default: the variable <c>AWS_ROLE_ARN</c>. Demanded.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The region whose STS is asked, such as <c>eu-central-1</c>. Default: the variable <c>AWS_REGION</c>. Demanded, unless <see cref="Endpoint"/> is set.</summary>
    public string? Region { get; set; }

    /// <summary>Another address of STS, such as that of an interface endpoint: https, without query and user. Default: null, the region's own.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The scope of the token that is exchanged, such as <c>api://aws/.default</c>: the app's own Azure credential obtains it. Its audience is what the role's
    /// identity provider must list. Default: null, <see cref="TokenFile"/> is read.
    /// </summary>
    public string? TokenScope { get; set; }

    /// <summary>The file that holds the token that is exchanged; read again for every exchange. Default: the variable <c>AWS_WEB_IDENTITY_TOKEN_FILE</c>, unless <see cref="TokenScope"/> is set.</summary>
    public string? TokenFile { get; set; }

    /// <summary>
    /// The session's name, which CloudTrail shows: 2 to 47 letters, digits and <c>_=,.@+-</c>. Credentials for a caller append 17 characters. Default: the variable
    /// <c>AWS_ROLE_SESSION_NAME</c>, else the application's name.
    /// </summary>
    public string? SessionName { get; set; }

    /// <summary>How long credentials are asked for: 15 minutes to 12 hours, and no longer than the role allows. Default: one hour.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What was wrong with the section's text; kept for the validator.</summary>
    internal IList<string> SectionErrors { get; } = [];
}
