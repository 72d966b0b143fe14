using System.Text.Json;

namespace MeshFunctions.Authorization.Rules;

/// <summary>Reads a function's trigger out of the bindings that its metadata carries as JSON text.</summary>
internal static class FunctionBindings
{
    private const string HttpTriggerType = "httpTrigger";

    /// <summary>The type of the trigger binding, such as <c>httpTrigger</c>; null where there is none.</summary>
    public static string? TriggerType(IEnumerable<string>? rawBindings)
    {
        foreach (var raw in rawBindings ?? [])
        {
            if (TypeOf(raw) is { } type && type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>Whether a binding of this type is the HTTP trigger.</summary>
    public static bool IsHttp(string? triggerType) => string.Equals(triggerType, HttpTriggerType, StringComparison.OrdinalIgnoreCase);

    private static string? TypeOf(string rawBinding)
    {
        using var document = JsonDocument.Parse(rawBinding);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (string.Equals(member.Name, "type", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String)
            {
                return member.Value.GetString();
            }
        }

        return null;
    }
}
