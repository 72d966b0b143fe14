namespace Microsoft.Azure.Functions.Worker;

internal sealed class HostBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => data;
}
