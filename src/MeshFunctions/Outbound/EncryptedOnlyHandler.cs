namespace MeshFunctions.Outbound;

/// <summary>A client that is to show its certificate sends nothing in the clear.</summary>
internal sealed class EncryptedOnlyHandler(string client) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        return base.Send(request, cancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        return base.SendAsync(request, cancellationToken);
    }

    private void Check(HttpRequestMessage request)
    {
        if (!string.Equals(request.RequestUri?.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            throw new HttpRequestException(
                HttpRequestError.SecureConnectionError,
                $"The client '{client}' uses AddMeshCertificate(), so its requests must be https; this one was not sent.");
        }
    }
}
