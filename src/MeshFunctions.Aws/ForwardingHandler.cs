namespace MeshFunctions.Aws;

/// <summary>Sends through a client of the app: a copy of each request, since a client sends none that another has begun to send.</summary>
internal sealed class ForwardingHandler(HttpClient client, bool disposesClient) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
            Content = request.Content,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return await client.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && disposesClient)
        {
            client.Dispose();
        }

        base.Dispose(disposing);
    }
}
