using Amazon.Runtime;
using Azure.Core;
using MeshFunctions.Authorization;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Aws;

/// <summary>
/// Credentials of an AWS role for any AWS client, got for a web identity token (<c>AssumeRoleWithWebIdentity</c>) and kept. They are renewed in the background before
/// the earlier of the token's end and their own, and serve on while STS is in trouble, until they really end. However many wait, one exchange is under way. A token that
/// STS refuses as expired or invalid is read again exactly once. The call has no session tags.
/// </summary>
public sealed class WebIdentityCredentials : AWSCredentials, IDisposable
{
    private const string Kind = "aws";
    private const int Callers = 1024;
    private const int LongestPolicy = 2048;

    private readonly AwsOptions _options;
    private readonly Amazon.SecurityToken.AmazonSecurityTokenServiceClient _sts;
    private readonly LeaseCache<SessionKey, RoleSession> _app;
    private readonly LeaseCache<SessionKey, RoleSession> _callers;
    private readonly SessionKey _key;

    /// <summary>Credentials of the app itself.</summary>
    /// <param name="options">The role and how to get there; all that is demanded must be set, no variable is read.</param>
    /// <param name="credential">The Azure credential that obtains the token; demanded with <see cref="AwsOptions.TokenScope"/>.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <exception cref="OptionsValidationException">The options are wrong; the message has all that is.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="credential"/> is missing.</exception>
    public WebIdentityCredentials(AwsOptions options, TokenCredential? credential = null, TimeProvider? time = null)
        : this(options, credential, time ?? TimeProvider.System, null, NullLogger<WebIdentityCredentials>.Instance)
    {
    }

    internal WebIdentityCredentials(
        AwsOptions options, TokenCredential? credential, TimeProvider time, MeshMeters? meters, ILogger<WebIdentityCredentials> logger, HttpClientFactory? http = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (new AwsOptionsValidator().Validate(null, options) is { Failed: true } result)
        {
            throw new OptionsValidationException(AwsOptions.SectionName, typeof(AwsOptions), result.Failures);
        }

        if (options.TokenScope is not null)
        {
            ArgumentNullException.ThrowIfNull(credential);
        }

        _options = options;
        _sts = StsClient.Create(options, http);
        IWebIdentitySource tokens = options.TokenScope is { } scope ? new TokenCredentialSource(credential!, scope) : new TokenFileSource(options.TokenFile!);
        var source = new RoleSource(_sts, tokens, options.Duration, time);
        _app = new(source, new LeaseSettings(Kind, time, meters, logger) { Capacity = 1 });
        _callers = new(source, new LeaseSettings(Kind, time, meters, logger) { Capacity = Callers });
        _key = new(options.RoleArn!, options.SessionName!, null, null, null);
    }

    /// <summary>
    /// Credentials for what one caller may do: the session's name tells the caller (<c>{SessionName}-{16 hex of SHA-256 over issuer and subject}</c>), and
    /// <paramref name="policy"/> narrows what the role may do. Kept for each caller, policy and role, 1024 of them at most; no request gets those of another caller.
    /// </summary>
    /// <param name="mesh">The request. Its validated caller counts, never a peer, and nothing that a hop only vouches for.</param>
    /// <param name="policy">A session policy in JSON, at most 2048 characters: what is allowed by the role and by it. Null: all that the role may.</param>
    /// <param name="roleArn">Another role than <see cref="AwsOptions.RoleArn"/>; null for that one.</param>
    /// <returns>Credentials to give to an AWS client for this request. Nothing is fetched before they are used.</returns>
    /// <exception cref="AwsCredentialsException">The request has no validated caller (<see cref="AwsCredentialsError.NoCaller"/>).</exception>
    /// <exception cref="ArgumentException">The policy is empty or too long, or the role's ARN is none.</exception>
    public AWSCredentials ForCaller(MeshContext mesh, string? policy = null, string? roleArn = null)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (mesh.Caller is not { Issuer.Length: > 0, Subject.Length: > 0 } caller)
        {
            throw new AwsCredentialsException(AwsCredentialsError.NoCaller, "No AWS credentials for a caller: the request has none that was validated.");
        }

        // An empty policy would be sent as none, and give all that the role may.
        if (policy is not null && (string.IsNullOrWhiteSpace(policy) || policy.Length > LongestPolicy))
        {
            throw new ArgumentException($"A session policy is JSON of at most {LongestPolicy} characters, and not empty.", nameof(policy));
        }

        if (roleArn is not null && !AwsOptionsValidator.IsRole(roleArn))
        {
            throw new ArgumentException("A role is arn:aws:iam::{12 digits}:role/{name}.", nameof(roleArn));
        }

        var name = SessionNames.For(_options.SessionName!, caller.Issuer, caller.Subject);
        return new LeasedCredentials(_callers, new(roleArn ?? _options.RoleArn!, name, caller.Issuer, caller.Subject, policy));
    }

    /// <summary>The app's credentials, synchronously while there are some.</summary>
    /// <returns>Credentials that have not ended.</returns>
    /// <exception cref="AwsCredentialsException">There are none that are still valid, and none could be obtained.</exception>
    public override ImmutableCredentials GetCredentials() => LeasedCredentials.Get(_app, _key);

    /// <inheritdoc cref="GetCredentials"/>
    public override Task<ImmutableCredentials> GetCredentialsAsync() => LeasedCredentials.GetAsync(_app, _key);

    /// <summary>Closes the connection to STS; credentials that were handed out stay valid.</summary>
    public void Dispose() => _sts.Dispose();

    /// <summary>Never a secret.</summary>
    /// <returns><c>***</c>.</returns>
    public override string ToString() => "***";
}
