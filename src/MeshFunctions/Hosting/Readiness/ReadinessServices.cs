using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>Registers what this folder offers.</summary>
internal static class ReadinessServices
{
    public static IServiceCollection AddReadiness(this IServiceCollection services) => services
        .AddSingleton(static provider => Options(provider).WarmUp)
        .AddSingleton<IssuerKeysSource>()
        .AddSingleton(static provider => new SecretsSource(Options(provider), provider))
        .AddSingleton(static provider => new AccessTokensSource(Options(provider), provider))
        .AddSingleton<CertificatesSource>()
        .AddSingleton<IReadySource>(static provider => provider.GetRequiredService<IssuerKeysSource>())
        .AddSingleton<IReadySource>(static provider => provider.GetRequiredService<SecretsSource>())
        .AddSingleton<IReadySource>(static provider => provider.GetRequiredService<AccessTokensSource>())
        .AddSingleton<IReadySource>(static provider => provider.GetRequiredService<CertificatesSource>())
        .AddHostedService<WarmUp>();

    private static MeshFunctionsOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<MeshFunctionsOptions>>().Value;
}
