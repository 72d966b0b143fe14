using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace MeshFunctions.Authorization;

/// <summary>Lets a function take a <see cref="MeshContext"/> parameter.</summary>
internal sealed class MeshContextConverter : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var result = context.TargetType == typeof(MeshContext) && context.FunctionContext.Features.Get<MeshContext>() is { } mesh
            ? ConversionResult.Success(mesh)
            : ConversionResult.Unhandled();
        return ValueTask.FromResult(result);
    }
}
