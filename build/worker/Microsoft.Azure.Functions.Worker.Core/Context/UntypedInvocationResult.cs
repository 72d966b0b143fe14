namespace Microsoft.Azure.Functions.Worker;

internal sealed class UntypedInvocationResult(InvocationBindings bindings) : InvocationResult
{
    public override object? Value
    {
        get => bindings.Result;
        set => bindings.Result = value;
    }
}
