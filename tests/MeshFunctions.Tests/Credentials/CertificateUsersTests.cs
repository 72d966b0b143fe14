using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Credentials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MeshFunctions.Tests.Credentials;

/// <summary>Leased certificates in other people's code, as docs/outbound.md shows.</summary>
public sealed class CertificateUsersTests : IDisposable
{
    private readonly CertificateFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kestrel_shows_the_new_certificate_on_new_connections()
    {
        using var first = _folder.Write("first");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(_folder.Leases);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel((context, kestrel) =>
        {
            var leases = kestrel.ApplicationServices.GetRequiredService<CertificateLeases>();
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = leases.Get(_folder.CertificateFile, _folder.KeyFile).TlsContext,
                }),
            }));
        });
        await using var application = builder.Build();
        await application.StartAsync(Cancel);
        var address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

        (await ShownAsync(address)).ShouldBe("CN=first");
        using var second = _folder.Write("second");
        _folder.Settled();

        (await ShownAsync(address)).ShouldBe("CN=second");
    }

    [Fact]
    public void Npgsql_takes_the_context()
    {
        using var leaf = _folder.Write("own");
        File.WriteAllText(Path.Combine(_folder.Root, "ca.crt"), _folder.AuthorityPem);
        var tls = new SslClientAuthenticationOptions();
        Action<SslClientAuthenticationOptions> show = options => options.ClientCertificateContext = _folder.Leases.Get(_folder.CertificateFile, _folder.KeyFile).TlsContext;

        using var source = new NpgsqlDataSourceBuilder($"Host=db.mesh.local;Username=orders;Database=shop;SSL Mode=VerifyFull;Root Certificate={Path.Combine(_folder.Root, "ca.crt")}")
            .UseSslClientAuthenticationOptionsCallback(show)
            .Build();
        show(tls);

        tls.ClientCertificateContext!.TargetCertificate.Subject.ShouldBe("CN=own");
    }

    [Fact]
    public async Task Intermediates_are_shown_with_the_leaf()
    {
        using var root = Issue("root", issuer: null, isAuthority: true);
        using var intermediate = Issue("intermediate", root, isAuthority: true);
        using var leaf = Issue("leaf", intermediate, isAuthority: false);
        await File.WriteAllTextAsync(_folder.CertificateFile, $"{leaf.ExportCertificatePem()}\n{intermediate.ExportCertificatePem()}\n", Cancel);
        await File.WriteAllTextAsync(_folder.KeyFile, leaf.GetECDsaPrivateKey()!.ExportECPrivateKeyPem(), Cancel);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancel);
        using var accepted = await listener.AcceptTcpClientAsync(Cancel);
        await using var server = new SslStream(accepted.GetStream());
        await using var tls = new SslStream(client.GetStream());
        List<string> chain = [];

        await Task.WhenAll(
            server.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = _folder.Leases.Get(_folder.CertificateFile, _folder.KeyFile).TlsContext }, Cancel),
            tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    CertificateChainPolicy = Trusting(root),
                    RemoteCertificateValidationCallback = (_, _, built, errors) =>
                    {
                        chain.AddRange(built!.ChainElements.Select(static element => element.Certificate.Subject));
                        return (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
                    },
                },
                Cancel));

        chain.ShouldBe(["CN=leaf", "CN=intermediate", "CN=root"]);
    }

    private static X509ChainPolicy Trusting(X509Certificate2 root) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        CustomTrustStore = { root },
    };

    private static X509Certificate2 Issue(string name, X509Certificate2? issuer, bool isAuthority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null)
        {
            return request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(2));
        }

        using var signed = request.Create(issuer, now.AddMinutes(-4), now.AddHours(1), [1, (byte)name.Length]);
        return signed.CopyWithPrivateKey(key);
    }

    private static async Task<string?> ShownAsync(Uri address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        await using var tls = new SslStream(client.GetStream());
        string? subject = null;
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate?.Subject) is not null,
            },
            Cancel);
        return subject;
    }
}
