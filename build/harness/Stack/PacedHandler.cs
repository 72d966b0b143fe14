namespace Harness.Stack;

/// <summary>Sends no quicker than a <see cref="Pace"/> allows.</summary>
internal sealed class PacedHandler(Pace pace, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await pace.NextAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
