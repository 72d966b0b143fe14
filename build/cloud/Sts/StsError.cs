namespace LocalCloud.Sts;

/// <summary>One error of STS.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code on the wire.</param>
/// <param name="Message">What is wrong; repeats nothing that was sent.</param>
internal sealed record StsError(int Status, string Code, string Message)
{
    public const string Denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

    private static readonly StsError[] Known =
    [
        new(400, "ExpiredTokenException", "The web identity token that was passed is expired or is not valid."),
        new(400, "InvalidIdentityToken", "The web identity token that was passed could not be validated."),
        new(400, "IDPCommunicationError", "The identity provider could not be reached to verify the token. Retry."),
        new(403, "IDPRejectedClaim", "The identity provider reported that authentication failed."),
        new(400, "MalformedPolicyDocument", "The policy document is malformed."),
        new(400, "PackedPolicyTooLarge", "The total packed size of the session policies is too large."),
        new(403, "RegionDisabledException", "STS is not activated in the requested region."),
        new(403, "AccessDenied", Denied),
        new(400, "ValidationError", "A parameter does not satisfy its constraint."),
        new(400, "Throttling", "Rate exceeded"),
        new(503, "ServiceUnavailable", "The service is unavailable."),
        new(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        new(403, "ExpiredToken", "The security token included in the request is expired"),
        new(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."),
        new(400, "InvalidAction", "Could not find the operation."),
        new(403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
    ];

    /// <summary>The codes that a fault may name.</summary>
    public static IEnumerable<string> Codes => Known.Select(static error => error.Code);

    public static StsError Of(string code) =>
        Array.Find(Known, error => string.Equals(error.Code, code, StringComparison.Ordinal)) ?? new StsError(400, code, "The request failed.");

    public static StsError Of(string code, string message) => Of(code) with { Message = message };
}
