namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Names what a binding can do.</summary>
/// <param name="capabilities">The capabilities.</param>
[AttributeUsage(AttributeTargets.Class)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1819", Justification = "The genuine property is an array.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1019", Justification = "The genuine parameter has this name.")]
public sealed class BindingCapabilitiesAttribute(params string[] capabilities) : Attribute
{
    /// <summary>The capabilities.</summary>
    public string[] Capabilities { get; } = capabilities;
}
