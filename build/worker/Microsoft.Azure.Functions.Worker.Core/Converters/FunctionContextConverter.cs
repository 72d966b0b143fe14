namespace Microsoft.Azure.Functions.Worker.Converters;

internal sealed class FunctionContextConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        new(context.TargetType == typeof(FunctionContext) ? ConversionResult.Success(context.FunctionContext) : ConversionResult.Unhandled());
}
