using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the values of all parameters; a second call gives the same values.</summary>
internal sealed class FunctionInputBinding(InvocationBindings bindings) : IFunctionInputBindingFeature
{
    private FunctionInputBindingResult? _result;

    public async ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
    {
        if (_result is not null)
        {
            return _result;
        }

        var parameters = context.FunctionDefinition.Parameters;
        var values = new object?[parameters.Length];
        var errors = new List<string>();
        for (var index = 0; index < values.Length; index++)
        {
            var parameter = parameters[index];
            if (!bindings.Converted.TryGetValue(parameter.Name, out var converted))
            {
                converted = await bindings.Conversion.ConvertAsync(context, parameter).ConfigureAwait(false);
                bindings.Converted[parameter.Name] = converted;
            }

            values[index] = converted.Value;
            if (converted.Status == ConversionStatus.Failed)
            {
                errors.Add($"Cannot convert input parameter '{parameter.Name}' to type '{parameter.Type.FullName}'. Error:{converted.Error}");
            }
        }

        return errors.Count == 0
            ? _result = new FunctionInputBindingResult(values)
            : throw new FunctionInputConverterException(
                $"Error converting {errors.Count} input parameters for Function '{context.FunctionDefinition.Name}': {string.Join(Environment.NewLine, errors)}");
    }
}
