namespace MeshFunctions.Outbound;

/// <summary>The settings of all named clients.</summary>
internal sealed class OutboundOptions(IDictionary<string, OutboundClientOptions> clients)
{
    private static readonly OutboundClientOptions None = new();

    public OutboundClientOptions For(string client) => clients.TryGetValue(client, out var options) ? options : None;
}
