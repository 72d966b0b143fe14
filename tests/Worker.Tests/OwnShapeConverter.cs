using Microsoft.Azure.Functions.Worker.Converters;
using Worker.Tests.Functions;

namespace Worker.Tests;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The worker makes it.")]
[SupportedTargetType(typeof(OwnShape))]
internal sealed class OwnShapeConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(ConversionResult.Success(new OwnShape("made here")));
}
