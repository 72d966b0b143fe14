using System.Net;
using LocalCloud.Admin;
using LocalCloud.Configuration;
using LocalCloud.Entra;
using LocalCloud.Events;
using LocalCloud.Identity;
using LocalCloud.Keys;
using LocalCloud.Oidc;
using LocalCloud.Sts;
using LocalCloud.Tokens;
using LocalCloud.Vault;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LocalCloud.Hosting;

/// <summary>Puts the web application together.</summary>
internal static class CloudApplication
{
    private const int MaximumBody = 64 * 1024;

    public static WebApplication Build(CloudConfig config, HostCertificate certificate, TimeProvider timeProvider)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBody;
            kestrel.Listen(IPAddress.Parse(config.Url.Host.Trim('[', ']')), config.Url.Port, listen => Secure(listen, certificate));
        });
        builder.Services.AddRoutingCore();

        // Only what is wrong with the program itself: requests carry secrets and tokens, so they are not logged at all.
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services
            .AddSingleton(config)
            .AddSingleton(timeProvider)
            .AddSingleton(new CloudAddress(config.TenantId))
            .AddSingleton(new RequestCounts())
            .AddSingleton(new EndpointFaults())
            .AddSingleton(new SecretStore(config, timeProvider))
            .AddSingleton<KeyRings>()
            .AddSingleton<TokenMint>()
            .AddSingleton<TokenCheck>()
            .AddSingleton<EndpointGate>()
            .AddSingleton<AdminGate>()
            .AddSingleton<EntraErrorWriter>()
            .AddSingleton<ManagedIdentityEndpoint>()
            .AddSingleton<EntraTokenEndpoint>()
            .AddSingleton<DiscoveryEndpoints>()
            .AddSingleton<OidcTokenEndpoint>()
            .AddSingleton<VaultEndpoints>()
            .AddSingleton(new StsSessions())
            .AddSingleton<WebIdentityCheck>()
            .AddSingleton<StsEndpoint>()
            .AddSingleton<AdminEndpoints>()
            .AddSingleton(certificate)
            .AddSingleton<EventSender>()
            .AddSingleton<EventGrid>()
            .AddHostedService(static provider => provider.GetRequiredService<EventGrid>())
            .AddSingleton<EventEndpoints>()
            .AddSingleton<SecretEndpoints>()
            .AddSingleton<FaultEndpoints>();

        var application = builder.Build();
        application.Use(application.Services.GetRequiredService<EndpointGate>().InvokeAsync);
        application.Use(application.Services.GetRequiredService<AdminGate>().InvokeAsync);
        application.UseRouting();
        application.Services.GetRequiredService<ManagedIdentityEndpoint>().Map(application);
        application.Services.GetRequiredService<EntraTokenEndpoint>().Map(application);
        application.Services.GetRequiredService<DiscoveryEndpoints>().Map(application);
        application.Services.GetRequiredService<OidcTokenEndpoint>().Map(application);
        application.Services.GetRequiredService<VaultEndpoints>().Map(application);
        application.Services.GetRequiredService<StsEndpoint>().Map(application);
        application.Services.GetRequiredService<AdminEndpoints>().Map(application);
        application.Services.GetRequiredService<SecretEndpoints>().Map(application);
        application.Services.GetRequiredService<EventEndpoints>().Map(application);
        application.Services.GetRequiredService<FaultEndpoints>().Map(application);
        return application;
    }

    private static void Secure(ListenOptions listen, HostCertificate certificate)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate.Leaf,
            ServerCertificateChain = certificate.Intermediates,
        });
    }
}
