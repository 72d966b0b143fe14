using System.Text.Json;

namespace MeshFunctions.Credentials.Rotation;

/// <summary>A JSON object whose properties are found in any case; one that is there twice counts as absent, as nobody can say which is meant.</summary>
internal readonly struct EventObject(JsonElement element)
{
    private readonly JsonElement _element = element;

    /// <summary>Whether it is there at all, however often.</summary>
    public bool Has(string name)
    {
        foreach (var property in _element.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public EventObject? Inner(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value ? new EventObject(value) : null;

    private JsonElement? Find(string name)
    {
        JsonElement? found = null;
        foreach (var property in _element.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                if (found is not null)
                {
                    return null;
                }

                found = property.Value;
            }
        }

        return found;
    }
}
