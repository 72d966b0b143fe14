using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Aws;

/// <summary>There are no AWS credentials, and none that are still valid. The text names no token, key or policy.</summary>
public sealed class AwsCredentialsException : Exception, IRetryAfter
{
    /// <summary>An error without a text of its own: <see cref="AwsCredentialsError.Unavailable"/>.</summary>
    public AwsCredentialsException()
    {
    }

    /// <summary>An error with a text: <see cref="AwsCredentialsError.Unavailable"/>.</summary>
    /// <param name="message">What is unavailable and why; never a secret.</param>
    public AwsCredentialsException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a text and a cause: <see cref="AwsCredentialsError.Unavailable"/>.</summary>
    /// <param name="message">What is unavailable and why; never a secret.</param>
    /// <param name="innerException">The cause.</param>
    public AwsCredentialsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal AwsCredentialsException(AwsCredentialsError error, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
        RetryAfter = retryAfter;
    }

    /// <summary>What went wrong.</summary>
    public AwsCredentialsError Error { get; }

    /// <summary>How long until STS is asked again, 1 s to 1 h; null where asking again does not help.</summary>
    public TimeSpan? RetryAfter { get; }
}
