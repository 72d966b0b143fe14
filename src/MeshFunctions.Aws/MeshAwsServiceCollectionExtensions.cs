using Amazon.Runtime;
using Azure.Core;
using MeshFunctions.Aws;
using MeshFunctions.Diagnostics;
using MeshFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers AWS credentials.</summary>
public static class MeshAwsServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="WebIdentityCredentials"/>, also as <see cref="AWSCredentials"/>, configured by the section <c>MeshFunctions:Aws</c>
    /// (<see cref="AwsOptions"/>); every mistake in it fails the start. Wants <c>worker.UseMeshFunctions()</c>.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Changes to what the configuration says.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddMeshAwsCredentials(this IServiceCollection services, Action<AwsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(new AddedSection("Aws"));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<AwsOptions>, AwsOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<AwsOptions>, AwsOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AwsOptions>, AwsOptionsValidator>());
        var options = services.AddOptions<AwsOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(static provider =>
        {
            var aws = provider.GetRequiredService<IOptions<AwsOptions>>().Value;
            return new WebIdentityCredentials(
                aws,
                aws.TokenScope is null ? null : provider.GetRequiredService<TokenCredential>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<MeshMeters>(),
                provider.GetRequiredService<ILogger<WebIdentityCredentials>>(),
                provider.GetService<HttpClientFactory>());
        });
        services.TryAddSingleton<AWSCredentials>(static provider => provider.GetRequiredService<WebIdentityCredentials>());
        return services;
    }
}
