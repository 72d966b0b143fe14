using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>
/// Tells where <c>UseMeshFunctions()</c> stands before the middleware that brings ASP.NET Core's requests (T75). What our stages would see there is the host's empty
/// message in the request's place: no token, no proof, nothing to answer to.
/// </summary>
internal sealed class IntegrationOrder(IServiceCollection services, IOptions<WorkerOptions> worker)
{
    /// <summary>What to do about it.</summary>
    public const string Explanation =
        "worker.UseMeshFunctions() comes before the middleware that brings ASP.NET Core's requests, so that it would decide about requests that it cannot see; "
        + "call ConfigureFunctionsWebApplication() first, or pass it worker => worker.UseMeshFunctions().";

    // The worker's extension is not referenced: its middleware by name, and what it tells the host, which is part of the protocol between worker and host.
    private const string ProxyingMiddleware = "FunctionsHttpProxyingMiddleware";
    private const string ForwardingCapability = "HttpUri";

    /// <summary>Whether the host forwards requests to the worker's own server, so that an invocation without its <c>HttpContext</c> is in the wrong order.</summary>
    public bool HostForwards { get; } = worker.Value.Capabilities.ContainsKey(ForwardingCapability);

    /// <summary>The mistake, as far as it shows at start: the worker registers each middleware as a service when it is added.</summary>
    public IEnumerable<string> Errors()
    {
        var types = services.Select(static service => service.ServiceType).ToList();
        var proxying = types.FindIndex(static type => string.Equals(type.Name, ProxyingMiddleware, StringComparison.Ordinal));
        return proxying > types.IndexOf(typeof(ErrorBoundaryMiddleware)) ? [Explanation] : [];
    }
}
