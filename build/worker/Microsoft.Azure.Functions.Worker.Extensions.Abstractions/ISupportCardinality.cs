namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A trigger that can deliver one item or a batch.</summary>
public interface ISupportCardinality
{
    /// <summary>One item or a batch.</summary>
    Cardinality Cardinality { get; set; }
}
