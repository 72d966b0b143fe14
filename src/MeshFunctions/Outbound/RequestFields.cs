namespace MeshFunctions.Outbound;

/// <summary>The header fields of a message, those of its content among them: they are sent alike, and content takes any name.</summary>
internal static class RequestFields
{
    /// <summary>Removes a field, wherever the message has it.</summary>
    public static void Remove(HttpRequestMessage request, string name)
    {
        request.Headers.Remove(name);
        if (request.Content is { } content && content.Headers.NonValidated.Contains(name))
        {
            content.Headers.Remove(name);
        }
    }
}
