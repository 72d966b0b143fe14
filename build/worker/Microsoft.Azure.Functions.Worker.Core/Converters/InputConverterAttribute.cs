namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the converter of a parameter or of a type.</summary>
/// <param name="converterType">The converter.</param>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1813", Justification = "The genuine type is not sealed.")]
public class InputConverterAttribute(Type converterType) : Attribute
{
    /// <summary>The converter.</summary>
    public Type ConverterType { get; } = converterType;
}
