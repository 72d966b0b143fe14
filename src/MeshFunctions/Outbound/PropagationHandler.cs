using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>Writes the trace before the runtime may: without a listener for activities the runtime writes nothing. With one, it replaces this by the span of the call.</summary>
internal sealed class PropagationHandler(string client, MeshPropagator propagator, HostList hosts, ILogger logger) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Write(request);
        return base.Send(request, cancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Write(request);
        return base.SendAsync(request, cancellationToken);
    }

    private void Write(HttpRequestMessage request)
    {
        propagator.Write(request, Activity.Current);
        if (logger.IsEnabled(LogLevel.Debug) && !hosts.Contains(request.RequestUri))
        {
            logger.TraceWithheld(client, request.RequestUri?.Authority);
        }
    }
}
