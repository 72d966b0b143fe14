namespace Microsoft.Azure.Functions.Worker;

/// <summary>The state of retries of an invocation.</summary>
public abstract class RetryContext
{
    /// <summary>How often the invocation was tried before.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How often it will be tried again at most; -1 means without end.</summary>
    public abstract int MaxRetryCount { get; }
}
