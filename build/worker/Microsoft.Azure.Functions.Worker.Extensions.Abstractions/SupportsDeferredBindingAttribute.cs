namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks a binding whose value is bound in the worker.</summary>
[AttributeUsage(AttributeTargets.Class)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1813", Justification = "The genuine type is not sealed.")]
public class SupportsDeferredBindingAttribute : Attribute;
