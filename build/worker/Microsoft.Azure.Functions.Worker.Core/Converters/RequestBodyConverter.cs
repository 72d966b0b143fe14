using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Makes the trigger's parameter of the body where it is not the request itself: text, bytes, or an object.</summary>
internal sealed class RequestBodyConverter(IOptions<WorkerOptions> options) : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.Source is not HttpRequestData request)
        {
            return ConversionResult.Unhandled();
        }

        var cancellationToken = context.FunctionContext.CancellationToken;
        if (context.TargetType == typeof(Stream))
        {
            return ConversionResult.Success(request.Body);
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        buffer.Position = 0;
        if (context.TargetType == typeof(string))
        {
            return ConversionResult.Success(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        }

        if (context.TargetType == typeof(byte[]))
        {
            return ConversionResult.Success(buffer.ToArray());
        }

        var serializer = options.Value.Serializer ?? throw new InvalidOperationException("WorkerOptions.Serializer is not set.");
        return ConversionResult.Success(
            await serializer.DeserializeAsync(buffer, context.TargetType, cancellationToken).ConfigureAwait(false));
    }
}
