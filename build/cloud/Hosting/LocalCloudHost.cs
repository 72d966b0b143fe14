using LocalCloud.Configuration;
using LocalCloud.Events;
using LocalCloud.Keys;
using LocalCloud.Pki;
using LocalCloud.Sts;
using LocalCloud.Tokens;
using LocalCloud.Vault;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LocalCloud.Hosting;

/// <summary>A running local cloud, for the program and for tests in the same process.</summary>
public sealed class LocalCloudHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HostCertificate _certificate;
    private readonly CloudAddress _address;

    private LocalCloudHost(WebApplication application, HostCertificate certificate)
    {
        _application = application;
        _certificate = certificate;
        _address = application.Services.GetRequiredService<CloudAddress>();
    }

    /// <summary>Where it listens, with the real port.</summary>
    public Uri Url => _address.Url;

    /// <summary>The tenant's id, as in the Entra issuer.</summary>
    public string Tenant => _address.Tenant;

    /// <summary>The managed-identity endpoint, for <c>IDENTITY_ENDPOINT</c>.</summary>
    public Uri IdentityEndpoint => new(Url, "/msi/token");

    /// <summary>PEM file of the CA to trust (<c>CaFile</c>, <c>SSL_CERT_FILE</c>), where the host made its own; deleted with the host.</summary>
    /// <exception cref="InvalidOperationException">The configuration named a certificate.</exception>
    public string CaFile => _certificate.CaFile ?? throw new InvalidOperationException("The certificate is of the configuration.");

    /// <summary>The CA that the host made, null if the configuration named a certificate.</summary>
    public ThrowawayCa? Authority => _certificate.Authority;

    /// <summary>How often each endpoint was asked, for example <c>Requests["GET /oidc/keys"]</c>.</summary>
    public RequestCounts Requests => _application.Services.GetRequiredService<RequestCounts>();

    /// <summary>Lets endpoints fail, for example <c>Faults.Set("GET /oidc/keys")</c>.</summary>
    public EndpointFaults Faults => _application.Services.GetRequiredService<EndpointFaults>();

    /// <summary>STS, for <c>ServiceURL</c> of an AWS client.</summary>
    public Uri StsEndpoint => new(Url, "/sts");

    /// <summary>The credentials that STS handed out.</summary>
    public StsSessions Sessions => _application.Services.GetRequiredService<StsSessions>();

    /// <summary>The vault's contents.</summary>
    public SecretStore Secrets => _application.Services.GetRequiredService<SecretStore>();

    /// <summary>The ARM id of the vault: topic, or source, of its events.</summary>
    public string VaultId => _address.VaultId;

    /// <summary>How deliveries of events ended, oldest first; the last two hundred.</summary>
    public IReadOnlyList<EventDelivery> Deliveries => _application.Services.GetRequiredService<EventGrid>().Deliveries;

    /// <summary>Starts a cloud.</summary>
    /// <param name="config">What it serves.</param>
    /// <param name="timeProvider">The clock of tokens, keys and secrets; default the system's.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running cloud; dispose it to stop it.</returns>
    /// <exception cref="InvalidDataException">The configuration is wrong; the message has all that is.</exception>
    public static async Task<LocalCloudHost> StartAsync(
        CloudConfig config, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (CloudConfigValidator.Validate(config) is { Count: > 0 } errors)
        {
            throw new InvalidDataException(string.Join("; ", errors));
        }

        var certificate = HostCertificate.For(config);
        var application = CloudApplication.Build(config, certificate, timeProvider ?? TimeProvider.System);
        var host = new LocalCloudHost(application, certificate);
        try
        {
            await application.StartAsync(cancellationToken);
            var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            host._address.Listens(new Uri(addresses.Single()));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The <c>iss</c> of an issuer.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <returns>For example <c>https://127.0.0.1:40123/oidc</c>.</returns>
    public string Issuer(CloudIssuer issuer) => _address.Issuer(issuer);

    /// <summary>The <c>METHOD /path</c> of an issuer's discovery document, for <see cref="Requests"/> and <see cref="Faults"/>.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <returns>The endpoint's name.</returns>
    public string DiscoveryEndpoint(CloudIssuer issuer) => $"GET {new Uri(Issuer(issuer)).AbsolutePath}/.well-known/openid-configuration";

    /// <summary>The <c>METHOD /path</c> of an issuer's key set, for <see cref="Requests"/> and <see cref="Faults"/>.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <returns>The endpoint's name.</returns>
    public string KeysEndpoint(CloudIssuer issuer) => issuer == CloudIssuer.Entra ? $"GET /{Tenant}/discovery/v2.0/keys" : "GET /oidc/keys";

    /// <summary>Switches an issuer's discovery document and key set off (503) or on again.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <param name="down">Whether they are down.</param>
    public void SetDown(CloudIssuer issuer, bool down)
    {
        foreach (var endpoint in (string[])[DiscoveryEndpoint(issuer), KeysEndpoint(issuer)])
        {
            if (down)
            {
                Faults.Set(endpoint);
            }
            else
            {
                Faults.Clear(endpoint);
            }
        }
    }

    /// <summary>An issuer's signing keys.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <returns>The live key ring.</returns>
    public KeyRing Keys(CloudIssuer issuer) => _application.Services.GetRequiredService<KeyRings>()[issuer];

    /// <summary>Makes any token, good or bad.</summary>
    /// <param name="spec">What it shall say; default a good one of the OIDC issuer for <c>api://orders</c>.</param>
    /// <returns>The token.</returns>
    public string Mint(TokenSpec? spec = null) => _application.Services.GetRequiredService<TokenMint>().Mint(spec ?? new TokenSpec()).Value;

    /// <summary>Signs any two texts as header and payload of a JWS, however malformed they are.</summary>
    /// <param name="header">The header's bytes.</param>
    /// <param name="payload">The payload's bytes.</param>
    /// <param name="key">The key.</param>
    /// <returns>The JWS in its compact form.</returns>
    public static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TokenMint.Sign(header, payload, key);
    }

    /// <summary>An HTTP handler that trusts only the host's own CA and follows no redirect.</summary>
    /// <returns>A new handler, which the caller owns.</returns>
    /// <exception cref="InvalidOperationException">The configuration named a certificate.</exception>
    public SocketsHttpHandler CreateHandler()
    {
        return Authority is null ? throw new InvalidOperationException("The certificate is of the configuration.") : _certificate.CreateHandler();
    }

    /// <summary>Sends the vault's events to a subscriber from now on, if it agrees (the validation handshake of its schema).</summary>
    /// <param name="subscription">Where they go; one for the same endpoint is replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null if the subscriber agreed, else what was wrong.</returns>
    public Task<string?> SubscribeAsync(EventSubscription subscription, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return _application.Services.GetRequiredService<EventGrid>().SubscribeAsync(subscription, cancellationToken);
    }

    /// <summary>Waits until the process is asked to stop (SIGTERM, SIGINT).</summary>
    internal Task WaitForShutdownAsync() => _application.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _certificate.Dispose();
    }
}
