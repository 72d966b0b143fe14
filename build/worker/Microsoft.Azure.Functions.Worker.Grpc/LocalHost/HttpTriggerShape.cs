using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What the HTTP trigger's attribute says. It lives in a package that this assembly does not reference.</summary>
internal sealed record HttpTriggerShape(string? Route, IReadOnlyList<string> Methods)
{
    public static HttpTriggerShape Read(TriggerBindingAttribute attribute)
    {
        var type = attribute.GetType();
        var methods = type.GetProperty("Methods")?.GetValue(attribute) as string[] ?? [];
        return new HttpTriggerShape(
            type.GetProperty("Route")?.GetValue(attribute) as string,
            [.. methods.Select(static method => method.ToUpperInvariant())]);
    }
}
