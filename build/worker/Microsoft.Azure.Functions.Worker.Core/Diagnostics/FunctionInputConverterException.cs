namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function cannot be made from the request.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032", Justification = "The genuine type has these constructors only.")]
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>A failure.</summary>
    /// <param name="message">Which parameter, and why.</param>
    public FunctionInputConverterException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with a cause.</summary>
    /// <param name="message">Which parameter, and why.</param>
    /// <param name="innerException">The cause.</param>
    public FunctionInputConverterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
