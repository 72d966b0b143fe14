namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The value that a property of a binding attribute has in the metadata when it is not set.</summary>
[AttributeUsage(AttributeTargets.Property)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1813", Justification = "The genuine type is not sealed.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1019", Justification = "The genuine members have these names.")]
public class DefaultValueAttribute : Attribute
{
    /// <summary>A text.</summary>
    /// <param name="stringDefault">The value.</param>
    public DefaultValueAttribute(string stringDefault) => DefaultStringValue = stringDefault;

    /// <summary>A truth value.</summary>
    /// <param name="boolDefault">The value.</param>
    public DefaultValueAttribute(bool boolDefault) => DefaultBoolValue = boolDefault;

    /// <summary>The text, or null.</summary>
    public string? DefaultStringValue { get; }

    /// <summary>The truth value, or null.</summary>
    public bool? DefaultBoolValue { get; }
}
