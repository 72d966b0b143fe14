namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Gives a property of a binding attribute its name in the binding's metadata.</summary>
/// <param name="bindingPropertyName">The name in the metadata.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BindingPropertyNameAttribute(string bindingPropertyName) : Attribute
{
    /// <summary>The name in the metadata.</summary>
    public string BindingPropertyName { get; } = bindingPropertyName;
}
