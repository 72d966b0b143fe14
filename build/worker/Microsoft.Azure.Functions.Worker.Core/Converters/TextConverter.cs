using System.ComponentModel;
using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Makes numbers, dates, identifiers and enumerations of the text of a route value or query value.</summary>
internal sealed class TextConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var target = Nullable.GetUnderlyingType(context.TargetType) ?? context.TargetType;
        var simple = target.IsPrimitive || target.IsEnum || target == typeof(decimal) || target == typeof(Guid) || target == typeof(DateTime)
            || target == typeof(DateTimeOffset) || target == typeof(TimeSpan) || target == typeof(DateOnly) || target == typeof(TimeOnly);
        return new(context.Source is string text && simple
            ? ConversionResult.Success(TypeDescriptor.GetConverter(target).ConvertFromString(context: null, CultureInfo.InvariantCulture, text))
            : ConversionResult.Unhandled());
    }
}
