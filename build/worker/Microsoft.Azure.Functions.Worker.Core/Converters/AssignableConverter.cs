namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Takes the source as it is where its type fits.</summary>
internal sealed class AssignableConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.TargetType.IsInstanceOfType(context.Source)
            ? ConversionResult.Success(context.Source)
            : ConversionResult.Unhandled());
}
