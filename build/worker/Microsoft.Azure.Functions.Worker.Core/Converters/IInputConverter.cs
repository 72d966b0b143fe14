namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Makes values of function parameters.</summary>
public interface IInputConverter
{
    /// <summary>Makes a value, or says that it is not responsible.</summary>
    /// <param name="context">What is wanted.</param>
    /// <returns>The result.</returns>
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
