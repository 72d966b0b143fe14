using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Lets secrets in the configuration come from the app's own leases, once there are such: one request for both, one word of a rotation for both.</summary>
internal sealed class SecretsConfigurationStart(IConfiguration configuration, IOptions<MeshFunctionsOptions> options, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration is IConfigurationRoot root && options.Value.Vault.Uri is not null)
        {
            foreach (var provider in root.Providers.OfType<SecretsConfigurationProvider>())
            {
                provider.Attach(services.GetRequiredService<SecretLeases>());
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
