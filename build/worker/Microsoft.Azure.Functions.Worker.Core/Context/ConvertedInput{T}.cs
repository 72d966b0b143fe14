using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class ConvertedInput<T>(InvocationBindings bindings, BindingMetadata metadata) : InputBindingData<T>
{
    public override BindingMetadata BindingMetadata => metadata;

    public override T? Value
    {
        get => bindings.Converted.TryGetValue(metadata.Name, out var result) && result.Value is T value ? value : default;
        set => bindings.Converted[metadata.Name] = ConversionResult.Success(value);
    }
}
