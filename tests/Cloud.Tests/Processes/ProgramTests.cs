using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Pki;

namespace Cloud.Tests.Processes;

/// <summary>The program as the demo starts it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cloud-tests-");

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Program_prints_one_line_serves_and_stops_on_the_signal(string signal)
    {
        using var authority = ThrowawayCa.Create("CA of the test");
        using var leaf = authority.Issue(new LeafNames { CommonName = "cloud", Addresses = [IPAddress.Loopback] });
        leaf.WriteFiles(Path("cloud.pem"), Path("cloud.key"));
        await File.WriteAllTextAsync(Path("cloud.json"), Config(), TestContext.Current.CancellationToken);
        await using var program = Start(Path("cloud.json"));

        var line = await program.Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        line.ShouldNotBeNull().ShouldStartWith("local cloud listens on https://127.0.0.1:");
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority.Certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(line.Split(' ')[^1]) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/msi/token?api-version=2019-08-01&resource=api%3A%2F%2Finventory");
        request.Headers.Add("X-IDENTITY-HEADER", "canary-header");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);

        using (var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {program.Process.Id}")]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await program.EndAsync()).ShouldBe((0, string.Empty, string.Empty));
    }

    [Theory]
    [InlineData("""{"url":"https://127.0.0.1:0","adminKey":"canary-admin","tenantId":7}""", "$.tenantId")]
    [InlineData("""{"url":"https://127.0.0.1:0","adminKey":"canary-admin","tenantId":"11111111-2222-4333-8444-555555555555","unknown":1}""", "$.unknown")]
    [InlineData("""{"url":"https://127.0.0.1:0","adminKey":"canary-admin","tenantId":"11111111-2222-4333-8444-555555555555"}""", "certificateFile")]
    [InlineData("""{"url":"http://127.0.0.1:0","certificateFile":"x","keyFile":"y","adminKey":"canary-admin","tenantId":"11111111-2222-4333-8444-555555555555"}""", "url:")]
    [InlineData("""{"url":"https://127.0.0.1:0","certificateFile":"none.pem","keyFile":"y","adminKey":"canary-admin","tenantId":"11111111-2222-4333-8444-555555555555"}""", "certificateFile")]
    [InlineData("canary", "not a valid configuration")]
    public async Task Program_with_a_bad_configuration_says_what_is_wrong_and_ends_with_2(string json, string expected)
    {
        await File.WriteAllTextAsync(Path("cloud.json"), json, TestContext.Current.CancellationToken);
        await using var program = Start(Path("cloud.json"));
        var (exit, output, error) = await program.EndAsync();
        exit.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain(expected);
        error.ShouldNotContain("canary");
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Program_without_a_configuration_ends_with_2()
    {
        await using var program = ChildProcess.Start(typeof(ThrowawayCa).Assembly.Location, []);
        (await program.EndAsync()).ExitCode.ShouldBe(2);
        await using var missing = Start(Path("missing.json"));
        (await missing.EndAsync()).ExitCode.ShouldBe(2);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ChildProcess Start(string file) => ChildProcess.Start(typeof(ThrowawayCa).Assembly.Location, ["--config", file]);

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private string Config() =>
        $$"""
        {
          "url": "https://127.0.0.1:0", "certificateFile": "{{Path("cloud.pem")}}", "keyFile": "{{Path("cloud.key")}}",
          "adminKey": "canary-admin", "tenantId": "11111111-2222-4333-8444-555555555555", "keySetsAheadSeconds": 5,
          "identities": { "orders": { "header": "canary-header", "clientId": "aaaaaaaa-0000-4000-8000-000000000001",
            "objectId": "bbbbbbbb-0000-4000-8000-000000000001", "resources": { "api://inventory": ["Reservations.Write"], "https://vault.azure.net": [] } } },
          "clients": { "batch": { "secret": "canary-secret", "resources": { "api://orders": ["Orders.Write"] } } },
          "users": { "wanda": { "password": "canary-password", "roles": ["Orders.Write"], "audience": "api://orders" } },
          "secrets": { "hop-key-orders": ["canary-older", "canary-newest"] }
        }
        """;
}
