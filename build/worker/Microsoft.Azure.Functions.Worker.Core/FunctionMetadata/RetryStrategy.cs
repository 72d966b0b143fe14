namespace Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

/// <summary>How the delay between retries grows.</summary>
public enum RetryStrategy
{
    /// <summary>It doubles.</summary>
    ExponentialBackoff,

    /// <summary>It stays.</summary>
    FixedDelay,
}
