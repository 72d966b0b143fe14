using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Definition;

/// <summary>Writes an attribute's properties into the binding's JSON, as the genuine worker's generator does.</summary>
internal static class BindingAttributeReader
{
    public static JsonObject AddProperties(JsonObject binding, BindingAttribute? attribute)
    {
        foreach (var property in attribute?.GetType().GetProperties().Where(static property => property.DeclaringType != typeof(Attribute)) ?? [])
        {
            var name = property.GetCustomAttribute<BindingPropertyNameAttribute>()?.BindingPropertyName
                ?? char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            if (ToJson(property.GetValue(attribute)) is { } value && !binding.ContainsKey(name))
            {
                binding[name] = value;
            }
        }

        return binding;
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        Enum constant => JsonValue.Create(constant.ToString()),
        string[] texts => new JsonArray([.. texts.Select(static text => (JsonNode?)text)]),
        _ => null,
    };
}
