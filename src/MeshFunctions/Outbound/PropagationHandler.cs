using System.Diagnostics;

namespace MeshFunctions.Outbound;

/// <summary>Writes the trace before the runtime may: without a listener for activities the runtime writes nothing. With one, it replaces this by the span of the call.</summary>
internal sealed class PropagationHandler(MeshPropagator propagator) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        propagator.Write(request, Activity.Current);
        return base.Send(request, cancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        propagator.Write(request, Activity.Current);
        return base.SendAsync(request, cancellationToken);
    }
}
