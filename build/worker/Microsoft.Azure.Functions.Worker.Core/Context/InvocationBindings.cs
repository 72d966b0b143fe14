using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What goes into and comes out of one invocation.</summary>
internal sealed class InvocationBindings(InputConversion conversion, IReadOnlyDictionary<string, object?> inputs)
{
    public const string ReturnName = "$return";

    private readonly ConcurrentDictionary<string, object?> _outputs = new(StringComparer.OrdinalIgnoreCase);

    public InputConversion Conversion => conversion;

    /// <summary>The trigger's value under its parameter's name, and what the trigger tells besides.</summary>
    public IReadOnlyDictionary<string, object?> Inputs => inputs;

    public ConcurrentDictionary<string, ConversionResult> Converted { get; } = new(StringComparer.Ordinal);

    public object? Result { get; set; }

    public static InvocationBindings Of(FunctionContext context) =>
        context.Features.Get<InvocationBindings>() ?? throw new InvalidOperationException("The invocation has no bindings.");

    public object? Output(string name) =>
        string.Equals(name, ReturnName, StringComparison.Ordinal) ? Result : _outputs.GetValueOrDefault(name);

    public void SetOutput(string name, object? value)
    {
        if (string.Equals(name, ReturnName, StringComparison.Ordinal))
        {
            Result = value;
        }
        else
        {
            _outputs[name] = value;
        }
    }
}
