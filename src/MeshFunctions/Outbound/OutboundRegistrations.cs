using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Outbound;

/// <summary>The clients that <c>AddMesh…()</c> was called on, while services are registered and for the checks at start-up.</summary>
internal sealed class OutboundRegistrations
{
    private readonly SortedDictionary<string, OutboundClient> _clients = new(StringComparer.Ordinal);

    public IReadOnlyCollection<OutboundClient> Clients => _clients.Values;

    /// <summary>The one instance of a service collection.</summary>
    public static OutboundRegistrations Of(IServiceCollection services)
    {
        foreach (var service in services)
        {
            if (service is { IsKeyedService: false, ImplementationInstance: OutboundRegistrations existing })
            {
                return existing;
            }
        }

        var registrations = new OutboundRegistrations();
        services.AddSingleton(registrations);
        return registrations;
    }

    /// <summary>The client of that name, and whether it is the first time that it is asked for.</summary>
    public OutboundClient Get(string name, out bool added)
    {
        added = !_clients.TryGetValue(name, out var client);
        return client ?? (_clients[name] = new OutboundClient(name));
    }

    /// <summary>What the clients need and the configuration lacks; <paramref name="root"/> is <c>MeshFunctions</c>.</summary>
    public void Validate(OutboundOptions options, MeshCertificateOptions certificate, string root, ICollection<string> errors)
    {
        foreach (var client in Clients)
        {
            client.Validate(options.For(client.Name), certificate, root, errors);
        }
    }
}
