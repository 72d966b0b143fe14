using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace MeshFunctions.Aws;

/// <summary>Makes the client of STS. It signs nothing: the token is the proof.</summary>
internal static class StsClient
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static AmazonSecurityTokenServiceClient Create(AwsOptions options, HttpClientFactory? http)
    {
        // Retries are RoleSource's: the SDK's own would multiply them.
        var config = new AmazonSecurityTokenServiceConfig
        {
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            Timeout = Timeout,
            UseHttp = false,
            AllowAutoRedirect = false,

            // AWS_ENDPOINT_URL and the shared configuration would send the token wherever they say, in the clear too: MeshFunctions:Aws:Endpoint is the only other address.
            IgnoreConfiguredEndpointUrls = true,
            HttpClientFactory = new BoundedHttpClients(http, Timeout),
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return new(new AnonymousAWSCredentials(), config);
    }

    /// <summary>The address that the token is sent to, as the SDK resolves it.</summary>
    public static Uri Address(AwsOptions options)
    {
        using var client = Create(options, null);
        return new(client.Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new AssumeRoleWithWebIdentityRequest())).URL);
    }
}
