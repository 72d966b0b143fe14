using System.Net;
using System.Security.Cryptography.X509Certificates;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Demo;

public sealed class KeepTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-keep-");

    private string Prefix => Path.Combine(_folder.FullName, "demo");

    private string EnvironmentFile => Path.Combine(Prefix, "env");

    [Fact]
    public async Task Keep_shows_the_eleven_checks_and_leaves_a_mesh_that_stop_ends()
    {
        using DemoProcess demo = new(Prefix, "--keep");
        (await demo.ExitCodeAsync()).ShouldBe(0, demo.Output);
        demo.Output.TrimEnd().ShouldEndWith("11 passed, 0 failed");
        IReadOnlyCollection<ProcessIdentity> running = demo.Seen;
        running.ShouldAllBe(process => process.IsRunning);
        File.GetUnixFileMode(EnvironmentFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await UseAsync(await ReadEnvironmentAsync());

        using DemoProcess stop = new(Prefix, "--stop");
        (await stop.ExitCodeAsync()).ShouldBe(0, stop.Output);
        running.ShouldNotContain(process => process.IsRunning);
        File.Exists(EnvironmentFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_without_a_mesh_has_nothing_to_do()
    {
        using DemoProcess stop = new(Prefix, "--stop");

        (await stop.ExitCodeAsync()).ShouldBe(0, stop.Output);
        Directory.Exists(Prefix).ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task UseAsync(Dictionary<string, string> environment)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using X509Certificate2 ca = X509CertificateLoader.LoadCertificateFromFile(environment["EDGE_CA"]);
        using HttpClient edge = MeshClient.Tls(new Uri(environment["EDGE_URL"]), ca);
        using HttpClient orders = MeshClient.Plain(new Uri(environment["ORDERS_URL"]));
        using HttpClient inventory = MeshClient.Plain(new Uri(environment["INVENTORY_URL"]));
        using HttpClient account = MeshClient.Plain(new Uri(environment["ACCOUNT_URL"]));
        using HttpClient cloud = MeshClient.Tls(new Uri(environment["CLOUD_URL"]), ca);

        (await Ask.OrderAsync(edge, environment["TOKEN_WRITER"], cancellationToken)).Status.ShouldBe(HttpStatusCode.Created);
        (await Ask.OrderAsync(edge, environment["TOKEN_USER"], cancellationToken)).Status.ShouldBe(HttpStatusCode.Forbidden);
        Uri profile = new("/account/profile", UriKind.Relative);
        (await Ask.GetAsync(edge, profile, Ask.Bearer(environment["TOKEN_ACCOUNT"]), cancellationToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask.GetAsync(edge, profile, Ask.Bearer(environment["TOKEN_USER"]), cancellationToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Ask.GetAsync(account, profile, Ask.Bearer(environment["TOKEN_ACCOUNT"]), cancellationToken)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Ask.WhoAmIAsync(orders, [], cancellationToken)).Proven.ShouldBeFalse();
        (await Ask.WhoAmIAsync(inventory, [], cancellationToken)).Proven.ShouldBeFalse();
        Answer discovery = await Ask.GetAsync(cloud, new Uri("/oidc/.well-known/openid-configuration", UriKind.Relative), [], cancellationToken);
        discovery.Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<Dictionary<string, string>> ReadEnvironmentAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(EnvironmentFile, TestContext.Current.CancellationToken);
        return lines.Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
