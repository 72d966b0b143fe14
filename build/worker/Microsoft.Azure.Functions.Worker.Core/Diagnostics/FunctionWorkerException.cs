namespace Microsoft.Azure.Functions.Worker;

/// <summary>A failure of the worker itself.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032", Justification = "The genuine type has these constructors only.")]
public class FunctionWorkerException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="message">What went wrong.</param>
    public FunctionWorkerException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public FunctionWorkerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
