using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Definition;

/// <summary>The host's name of a binding: the attribute's name without its ending, in camel case.</summary>
internal static class BindingTypeName
{
    public static string Of(BindingAttribute attribute)
    {
        var name = attribute.GetType().Name;
        name = Without(Without(Without(name, "Attribute"), "Input"), "Output");
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Without(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal) && name.Length > ending.Length ? name[..^ending.Length] : name;
}
