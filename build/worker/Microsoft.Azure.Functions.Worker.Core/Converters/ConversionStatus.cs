namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter did.</summary>
public enum ConversionStatus
{
    /// <summary>It was not responsible.</summary>
    Unhandled,

    /// <summary>It made a value.</summary>
    Succeeded,

    /// <summary>It was responsible and failed.</summary>
    Failed,
}
