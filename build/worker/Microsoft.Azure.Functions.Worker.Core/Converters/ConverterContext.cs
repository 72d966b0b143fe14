namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter is asked for.</summary>
public abstract class ConverterContext
{
    /// <summary>The type wanted.</summary>
    public abstract Type TargetType { get; }

    /// <summary>The value to convert.</summary>
    public abstract object? Source { get; }

    /// <summary>The invocation.</summary>
    public abstract FunctionContext FunctionContext { get; }

    /// <summary>The parameter's properties.</summary>
    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
