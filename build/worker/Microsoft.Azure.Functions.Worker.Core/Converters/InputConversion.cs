using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Asks the converters for a parameter's value: the one named on it or on its type first, then the registered ones.</summary>
internal sealed class InputConversion(IServiceProvider services, IOptions<WorkerOptions> options)
{
    /// <summary>Name of the parameter property that holds the converter's assembly-qualified type name.</summary>
    public const string ConverterTypeProperty = "converterType";

    private readonly ConcurrentDictionary<Type, IInputConverter> _converters = new();

    public async ValueTask<ConversionResult> ConvertAsync(FunctionContext context, FunctionParameter parameter)
    {
        InvocationBindings.Of(context).Inputs.TryGetValue(parameter.Name, out var source);
        var request = new ParameterConverterContext(parameter, source, context);
        foreach (var type in Candidates(parameter))
        {
            var result = Supports(type, parameter.Type) ? await AskAsync(type, request).ConfigureAwait(false) : ConversionResult.Unhandled();
            if (result.Status != ConversionStatus.Unhandled)
            {
                return result;
            }
        }

        return ConversionResult.Unhandled();
    }

    private static bool Supports(Type converter, Type target)
    {
        var supported = converter.GetCustomAttributes<SupportedTargetTypeAttribute>().ToList();
        return supported.Count == 0 || supported.Exists(attribute => attribute.TargetType == target);
    }

    private IEnumerable<Type> Candidates(FunctionParameter parameter)
    {
        if (parameter.Properties.TryGetValue(ConverterTypeProperty, out var name) && Type.GetType((string)name) is { } named)
        {
            yield return named;
        }

        foreach (var type in options.Value.InputConverters)
        {
            yield return type;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "What a converter throws is a failed conversion.")]
    private async ValueTask<ConversionResult> AskAsync(Type type, ConverterContext request)
    {
        try
        {
            var converter = _converters.GetOrAdd(
                type, static (key, provider) => (IInputConverter)ActivatorUtilities.GetServiceOrCreateInstance(provider, key), services);
            return await converter.ConvertAsync(request).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return ConversionResult.Failed(failure);
        }
    }
}
