namespace Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

/// <summary>How failed invocations are retried.</summary>
public interface IRetryOptions
{
    /// <summary>How often at most; -1 means without end.</summary>
    int MaxRetryCount { get; }

    /// <summary>The fixed delay.</summary>
    TimeSpan? DelayInterval { get; }

    /// <summary>The shortest delay.</summary>
    TimeSpan? MinimumInterval { get; }

    /// <summary>The longest delay.</summary>
    TimeSpan? MaximumInterval { get; }

    /// <summary>How the delay grows.</summary>
    RetryStrategy? Strategy { get; }
}
