using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;

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

        if (http is not null)
        {
            config.HttpClientFactory = http;
        }

        return new(new AnonymousAWSCredentials(), config);
    }
}
