using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Tests.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(KeyServer))]

namespace MeshFunctions.Tests.Tokens;

/// <summary>A real HTTPS server on loopback with a certificate of its own authority; any number of test issuers live on it.</summary>
[SuppressMessage("Maintainability", "CA1515", Justification = "Test classes, which xUnit wants public, take it in their constructors.")]
public sealed class KeyServer : IAsyncLifetime
{
    private readonly Dictionary<string, TestIssuer> _issuers = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("meshfunctions-keys-").FullName;
    private WebApplication? _app;
    private int _made;

    public string CaFile => Path.Combine(_folder, "ca.pem");

    public string Address => _app!.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        var certificate = MakeCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        _app = builder.Build();
        _app.Run(ServeAsync);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal TestIssuer AddIssuer(Func<string, string> pathOf)
    {
        lock (_issuers)
        {
            var issuer = new TestIssuer($"{Address}{pathOf($"i{++_made}")}");
            _issuers.Add(new Uri(issuer.Issuer).AbsolutePath.TrimEnd('/'), issuer);
            return issuer;
        }
    }

    private Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        foreach (var (ending, keys) in new[] { ("/.well-known/openid-configuration", false), ("/keys", true) })
        {
            if (path.EndsWith(ending, StringComparison.Ordinal) && Find(path[..^ending.Length]) is { } issuer)
            {
                return issuer.ServeAsync(context, keys);
            }
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private TestIssuer? Find(string path)
    {
        lock (_issuers)
        {
            return _issuers.GetValueOrDefault(path);
        }
    }

    private X509Certificate2 MakeCertificate()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var ca = TestAuthority.Make();
        File.WriteAllText(CaFile, ca.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(ca, now.AddHours(-1), now.AddDays(1), [1, 2, 3, 4]);
        return X509CertificateLoader.LoadPkcs12(leaf.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }
}
