namespace MeshFunctions.Aws;

/// <summary>Why there are no AWS credentials.</summary>
public enum AwsCredentialsError
{
    /// <summary>STS could not be reached, did not answer in time, answered 5xx or what nobody can read. Passes by itself.</summary>
    Unavailable,

    /// <summary>STS asks for fewer requests. Passes by itself.</summary>
    Throttled,

    /// <summary>STS could not reach the token's issuer (<c>IDPCommunicationError</c>). Passes by itself.</summary>
    IssuerUnreachable,

    /// <summary>The token to exchange could not be obtained: no file, an empty one, or the Azure credential has none.</summary>
    NoToken,

    /// <summary>The token to exchange has expired (<c>ExpiredTokenException</c>), and the one read after that, too.</summary>
    TokenExpired,

    /// <summary>STS did not accept the token: wrong issuer, audience, signature or times (<c>InvalidIdentityToken</c>), twice.</summary>
    TokenInvalid,

    /// <summary>The token's issuer rejected it (<c>IDPRejectedClaim</c>).</summary>
    TokenRejected,

    /// <summary>The role's trust policy does not admit the token's subject, or there is no such role (<c>AccessDenied</c>).</summary>
    AccessDenied,

    /// <summary>The session policy is not one, or too large (<c>MalformedPolicyDocument</c>, <c>PackedPolicyTooLarge</c>).</summary>
    PolicyRefused,

    /// <summary>STS is switched off in the region (<c>RegionDisabledException</c>).</summary>
    RegionDisabled,

    /// <summary>STS refused the request itself, for example a duration that the role does not allow (<c>ValidationError</c> and others).</summary>
    RequestRefused,

    /// <summary>The credentials had ended when they came: this machine's clock is wrong, or STS's answer.</summary>
    ClockSkew,

    /// <summary>Credentials for a caller were asked for, and the request has no validated caller.</summary>
    NoCaller,
}
