using System.Net.Http.Headers;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Pki;
using LocalCloud.Tokens;
using MeshFunctions.Hosting;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>One cloud, one mesh CA and one app for the tests of a class.</summary>
public class MeshAppFixture : IAsyncLifetime
{
    /// <summary>The hop key.</summary>
    public const string HopKey = "hop-key-canary-0123456789abcdef-0123456789abcdef";

    /// <summary>The key of another hop, which no app has but those that ask for it.</summary>
    public const string PlainKey = "plain-key-canary-0123456789abcdef-0123456789abcdef";

    /// <summary>The vault's secret with <see cref="PlainKey"/>.</summary>
    public const string PlainKeySecret = "plain-key";

    private readonly ThrowawayCa _mesh = ThrowawayCa.Create("mesh");
    private ThrowawayLeaf? _edge;

    private protected virtual bool IsIntegration => false;

    internal LocalCloudHost Cloud { get; private set; } = null!;

    internal MeshApp App { get; private set; } = null!;

    internal HttpClient Client => App.Client;

    /// <summary>The edge's certificate as Nginx escapes it.</summary>
    public string EdgeCertificate => Escaped(_edge!);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _edge = Leaf(AccessFunctions.EdgeId);
        Cloud = await StartCloudAsync();
        App = await StartAppAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.DisposeAsync();
        await Cloud.DisposeAsync();
        _edge?.Dispose();
        _mesh.Dispose();
    }

    /// <summary>Another app beside the same cloud, in the same HTTP mode.</summary>
    internal Task<MeshApp> StartAppAsync(
        IDictionary<string, string?>? settings = null, Action<MeshFunctionsOptions>? configure = null, Action<IServiceCollection>? services = null) =>
        MeshApp.StartAsync(Cloud, settings, configure, services, IsIntegration);

    internal static Task<LocalCloudHost> StartCloudAsync() => LocalCloudHost.StartAsync(new CloudConfig
    {
        AdminKey = "admin",
        TenantId = new Guid("11111111-2222-3333-4444-555555555555"),
        Secrets = new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal) { [MeshApp.KeySecret] = [HopKey], [PlainKeySecret] = [PlainKey] },
    });

    /// <summary>A leaf of the mesh.</summary>
    public ThrowawayLeaf Leaf(string spiffeId) => _mesh.Issue(new LeafNames { CommonName = "leaf", Uris = [new Uri(spiffeId)] });

    /// <summary>A certificate as Nginx's <c>$ssl_client_escaped_cert</c>.</summary>
    public static string Escaped(ThrowawayLeaf leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        return Uri.EscapeDataString(leaf.CertificatePem + "\n");
    }

    internal static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    /// <summary>Adds the proof of the sidecar.</summary>
    internal static HttpRequestMessage ThroughSidecar(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Mesh-Hop-Key", HopKey);
        return request;
    }

    /// <summary>Adds the certificate headers that name the edge, without any proof.</summary>
    internal HttpRequestMessage NamingEdge(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("X-Client-Verify", "SUCCESS");
        request.Headers.TryAddWithoutValidation("X-Client-Cert", EdgeCertificate);
        return request;
    }

    /// <summary>Adds what the sidecar sends for the edge.</summary>
    internal HttpRequestMessage FromEdge(HttpRequestMessage request) => ThroughSidecar(NamingEdge(request));

    /// <summary>Adds a token.</summary>
    internal HttpRequestMessage As(HttpRequestMessage request, TokenSpec? spec = null)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Cloud.Mint(spec ?? Reader));
        return request;
    }

    internal static TokenSpec Reader { get; } = new() { Subject = "rita", Audience = "api://orders" };

    internal static TokenSpec Writer { get; } = new() { Subject = "wim", Audience = "api://orders", Roles = ["Orders.Write"] };

    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await Client.SendAsync(request, TestContext.Current.CancellationToken);

    internal async Task<MeshView> SeeAsync(HttpRequestMessage request)
    {
        using var response = await SendAsync(request);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        return MeshView.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
