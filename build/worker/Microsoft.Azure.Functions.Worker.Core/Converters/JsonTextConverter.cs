using System.Text;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Makes an object of JSON text.</summary>
internal sealed class JsonTextConverter(IOptions<WorkerOptions> options) : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.Source is not string text || context.TargetType == typeof(string))
        {
            return ConversionResult.Unhandled();
        }

        var serializer = options.Value.Serializer ?? throw new InvalidOperationException("WorkerOptions.Serializer is not set.");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return ConversionResult.Success(
            await serializer.DeserializeAsync(stream, context.TargetType, context.FunctionContext.CancellationToken).ConfigureAwait(false));
    }
}
