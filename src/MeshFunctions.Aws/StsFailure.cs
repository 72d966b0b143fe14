using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace MeshFunctions.Aws;

/// <summary>What a failed exchange means. STS's own message is not repeated: it may quote the request.</summary>
internal static class StsFailure
{
    public static AwsCredentialsException Of(Exception failure)
    {
        if (failure is not AmazonServiceException refused)
        {
            return new(AwsCredentialsError.Unavailable, $"STS did not answer: {failure.GetType().Name}", innerException: failure);
        }

        // An answer that cannot be read counts as none, whatever its status.
        var error = failure is AmazonUnmarshallingException ? AwsCredentialsError.Unavailable : ErrorOf(refused.ErrorCode, refused.StatusCode);
        var code = IsCode(refused.ErrorCode) ? refused.ErrorCode : "no code";
        var text = string.Create(CultureInfo.InvariantCulture, $"STS answered {(int)refused.StatusCode} {code}");
        return new(error, text, RetryAfter(refused));
    }

    private static AwsCredentialsError ErrorOf(string? code, HttpStatusCode status) => code switch
    {
        "ExpiredTokenException" or "ExpiredToken" => AwsCredentialsError.TokenExpired,
        "InvalidIdentityToken" => AwsCredentialsError.TokenInvalid,
        "IDPCommunicationError" => AwsCredentialsError.IssuerUnreachable,
        "IDPRejectedClaim" => AwsCredentialsError.TokenRejected,
        "AccessDenied" => AwsCredentialsError.AccessDenied,
        "MalformedPolicyDocument" or "PackedPolicyTooLarge" => AwsCredentialsError.PolicyRefused,
        "RegionDisabledException" => AwsCredentialsError.RegionDisabled,
        "Throttling" or "ThrottlingException" or "RequestLimitExceeded" or "TooManyRequestsException" => AwsCredentialsError.Throttled,
        _ when status == HttpStatusCode.TooManyRequests => AwsCredentialsError.Throttled,
        "ServiceUnavailable" or "InternalFailure" or "InternalError" => AwsCredentialsError.Unavailable,
        _ when status is default(HttpStatusCode) or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => AwsCredentialsError.Unavailable,

        // Neither a refusal that STS knows nor a success that can be read: something else answered.
        null or "" => AwsCredentialsError.Unavailable,
        _ => AwsCredentialsError.RequestRefused,
    };

    private static bool IsCode(string? code) => code is { Length: > 0 and <= 64 } && code.All(char.IsAsciiLetterOrDigit);

    private static TimeSpan? RetryAfter(AmazonServiceException refused) =>
        refused.InnerException is HttpErrorResponseException { Response: { } response }
        && RetryConditionHeaderValue.TryParse(response.GetHeaderValue("Retry-After"), out var value)
            ? value.Delta
            : null;
}
