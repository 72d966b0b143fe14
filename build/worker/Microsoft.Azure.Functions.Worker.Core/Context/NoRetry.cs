namespace Microsoft.Azure.Functions.Worker;

internal sealed class NoRetry : RetryContext
{
    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
