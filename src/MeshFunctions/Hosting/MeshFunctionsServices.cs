using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Decisions;
using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Authorization.Rules;
using MeshFunctions.Credentials;
using MeshFunctions.Diagnostics;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;
using MeshFunctions.Hosting.Readiness;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Outbound;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Tracing.Triggers;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Registers what the stages are made of. Each gets only its own part of the options.</summary>
internal static class MeshFunctionsServices
{
    public static IServiceCollection AddMeshFunctions(this IServiceCollection services, Action<MeshFunctionsOptions> configure)
    {
        if (services.Any(service => service.ServiceType == typeof(AccessTable)))
        {
            throw new InvalidOperationException("UseMeshFunctions() was called twice; every stage must run once.");
        }

        services.AddSingleton<IConfigureOptions<MeshFunctionsOptions>, MeshFunctionsOptionsSetup>();
        services.AddSingleton<IPostConfigureOptions<MeshFunctionsOptions>, IdentitySourcesSetup>();
        services.AddSingleton<IValidateOptions<MeshFunctionsOptions>, MeshFunctionsOptionsValidator>();
        services.AddOptions<MeshFunctionsOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ => HostEnvironment.Read());
        services.AddMetrics();
        services.AddSingleton<MeshMeters>();
        return services
            .AddOptionParts()
            .AddMeshCredentials()
            .AddReplayStore()
            .AddRequestStages()
            .AddAccess()
            .AddReadiness()
            .AddMeshOutbound()
            .AddSingleton(static provider => new SecretRotationEvents(
                provider.GetRequiredService<SecretLeases>(), Options(provider).Vault.Topic, provider.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddOptionParts(this IServiceCollection services) => services
        .AddSingleton(static provider => Options(provider).Tokens)
        .AddSingleton(static provider => Options(provider).Tracing)
        .AddSingleton(static provider => Options(provider).Vault)
        .AddSingleton(static provider => Options(provider).Credentials)
        .AddSingleton(static provider => Options(provider).Mesh)
        .AddSingleton(static provider => Options(provider).ErrorBoundary)
        .AddSingleton(static provider => Options(provider).Access)
        .AddSingleton(static provider => new OutboundOptions(Options(provider).Outbound));

    // Made when it is asked for, so that a store that the app registers before or after takes its place.
    private static IServiceCollection AddReplayStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IReplayStore>(static provider => new MemoryReplayStore(provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddRequestStages(this IServiceCollection services) => services
        .AddSingleton(static provider => IdentitySourceHeaders.PlanFor([.. Options(provider).Hops.Values]))
        .AddSingleton(static provider => new TrustDomains(Options(provider).TrustDomains))
        .AddSingleton(static provider => new PeerAuthorities(Options(provider).Hops.Values, Options(provider).TrustDomains))
        .AddSingleton(static provider => new HopTrustEvaluator(
            [.. Options(provider).Hops],
            Options(provider).Vault.Uri is null ? null : provider.GetRequiredService<SecretLeases>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MeshMeters>(),
            provider.GetRequiredService<ILogger<HopTrustEvaluator>>(),
            SignedAssertionProof.For(
                Options(provider).Hops,
                provider.GetRequiredService<HeaderPlan>().CustomNames,
                provider.GetRequiredService<IReplayStore>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<MeshMeters>(),
                provider.GetRequiredService<ILogger<HopTrustEvaluator>>()),
            provider.GetRequiredService<CertificateCheckers>()))
        .AddSingleton<CertificateCheckers>()
        .AddSingleton(static provider => new TokenValidator(
            Options(provider).Tokens,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MeshMeters>(),
            provider.GetRequiredService<ILogger<TokenValidator>>()))
        .AddSingleton(static provider => new TransactionReader(
            new TokenValidator(
                Options(provider).Tokens,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<MeshMeters>(),
                provider.GetRequiredService<ILogger<TokenValidator>>(),
                TokenUse.Transaction),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MeshMeters>()))
        .AddSingleton(static provider => new DevelopmentIdentity(Options(provider).Development, provider.GetRequiredService<HostEnvironment>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LineageReader>()
        .AddSingleton<MessageLineageReader>()
        .AddSingleton<LineageAccessor>()
        .AddSingleton(static provider => new VouchedReader(
            Options(provider).Hops,
            provider.GetServices<IIdentitySource>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MeshMeters>(),
            provider.GetRequiredService<ILogger<VouchedReader>>()))
        .AddSingleton(static provider => new PeerReader(
            Options(provider).Hops,
            provider.GetRequiredService<TrustDomains>(),
            provider.GetRequiredService<CertificateCheckers>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MeshMeters>()));

    private static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationCore();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, MeshRequirementHandler>());
        services.AddSingleton<AccessTable>();
        services.AddSingleton<AccessTableBuilder>();
        services.AddSingleton(provider => new StockAuthorization(services, provider));
        services.AddSingleton<Authorizer>();
        services.AddSingleton<AccessDecider>();
        services.AddSingleton<AccessAudit>();
        services.AddSingleton<Challenges>();
        services.AddSingleton<HttpTriggers>();
        services.AddSingleton(provider => new IntegrationOrder(services, provider.GetRequiredService<IOptions<WorkerOptions>>()));
        services.AddHostedService<StartupCheck>();
        services.AddHostedService<SecretsConfigurationStart>();
        services.AddScoped<MeshContextScope>();
        services.AddScoped(static provider => provider.GetRequiredService<MeshContextScope>().Context
            ?? throw new InvalidOperationException("There is no MeshContext: the trigger is not HTTP."));
        services.Configure<WorkerOptions>(static options => options.InputConverters.RegisterAt<MeshContextConverter>(0));
        return services;
    }

    private static MeshFunctionsOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<MeshFunctionsOptions>>().Value;
}
