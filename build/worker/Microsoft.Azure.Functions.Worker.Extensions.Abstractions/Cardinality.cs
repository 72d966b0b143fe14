namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Whether a trigger delivers one item or a batch.</summary>
public enum Cardinality
{
    /// <summary>A batch.</summary>
    Many,

    /// <summary>One item.</summary>
    One,
}
