using Amazon.Runtime;
using LocalCloud.Hosting;

namespace MeshFunctions.Tests.Aws;

/// <summary>HTTP clients for AWS clients that trust the local cloud's CA.</summary>
internal sealed class TrustingHttpClients(LocalCloudHost cloud) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(cloud.CreateHandler());

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
}
