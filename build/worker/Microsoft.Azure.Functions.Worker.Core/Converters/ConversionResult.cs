namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter did.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1815", Justification = "The genuine type has no equality.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1716", Justification = "The genuine names.")]
public readonly struct ConversionResult
{
    private ConversionResult(ConversionStatus status, object? value, Exception? error)
    {
        Status = status;
        Value = value;
        Error = error;
    }

    /// <summary>Whether the converter was responsible, and succeeded.</summary>
    public ConversionStatus Status { get; }

    /// <summary>The value made.</summary>
    public object? Value { get; }

    /// <summary>Why it failed.</summary>
    public Exception? Error { get; }

    /// <summary>The converter is not responsible.</summary>
    /// <returns>The result.</returns>
    public static ConversionResult Unhandled() => new(ConversionStatus.Unhandled, value: null, error: null);

    /// <summary>The converter made a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static ConversionResult Success(object? value) => new(ConversionStatus.Succeeded, value, error: null);

    /// <summary>The converter is responsible, but failed.</summary>
    /// <param name="exception">Why.</param>
    /// <returns>The result.</returns>
    public static ConversionResult Failed(Exception exception) => new(ConversionStatus.Failed, value: null, exception);
}
