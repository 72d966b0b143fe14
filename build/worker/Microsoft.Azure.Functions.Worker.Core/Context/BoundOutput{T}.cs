namespace Microsoft.Azure.Functions.Worker;

internal sealed class BoundOutput<T>(InvocationBindings bindings, BindingMetadata metadata) : OutputBindingData<T>
{
    public override string BindingType => metadata.Type;

    public override string Name => metadata.Name;

    public override T? Value
    {
        get => (T?)bindings.Output(metadata.Name);
        set => bindings.SetOutput(metadata.Name, value);
    }
}
