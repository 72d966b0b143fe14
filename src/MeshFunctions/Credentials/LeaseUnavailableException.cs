namespace MeshFunctions.Credentials;

/// <summary>A secret or certificate was never obtained, is withdrawn, or its last lease ran out while the vault was in trouble or the files had no successor.</summary>
public sealed class LeaseUnavailableException : Exception
{
    /// <summary>An error without a text of its own.</summary>
    public LeaseUnavailableException()
    {
    }

    /// <summary>An error with a text.</summary>
    /// <param name="message">What is unavailable and why; never a secret.</param>
    public LeaseUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a text and a cause.</summary>
    /// <param name="message">What is unavailable and why; never a secret.</param>
    /// <param name="innerException">What the vault or the credential said.</param>
    public LeaseUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal LeaseUnavailableException(string message, Exception innerException, TimeSpan retryAfter)
        : base(message, innerException) => RetryAfter = retryAfter;

    /// <summary>How long until the vault is asked again: 1 s to 1 h.</summary>
    public TimeSpan? RetryAfter { get; }
}
