using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace MeshFunctions.Aws;

/// <summary>HTTP clients for STS that take no more of an answer than <see cref="BoundedAnswers"/> does: over the app's own clients, or over one of ours.</summary>
internal sealed class BoundedHttpClients(HttpClientFactory? own, TimeSpan timeout) : HttpClientFactory
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client owns its handlers, and the SDK the client.")]
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        HttpMessageHandler inner = own is null
            ? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }
            : new ForwardingHandler(own.CreateHttpClient(clientConfig), own.DisposeHttpClientsAfterUse(clientConfig));
        return new(new BoundedAnswers(inner)) { Timeout = timeout };
    }

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => own?.UseSDKHttpClientCaching(clientConfig) ?? true;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => own?.DisposeHttpClientsAfterUse(clientConfig) ?? false;

    // None: a client that is shared by its key would bound the answers of other services.
    public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;
}
