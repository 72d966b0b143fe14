using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Tests.Trust.Assertions;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Tests.Samples;

/// <summary>The shell script of samples/Assertion makes what the app takes, and docs/assertions.md shows what both compute.</summary>
public sealed class MintScriptTests : IDisposable
{
    private const string Peer = "edge.mesh.serviceaccount.identity.linkerd.cluster.local";
    private static readonly Sent Request = new("GET", "/api/orders/42", "?expand=lines", "Bearer example") { Headers = [("X-Client-Verify", "SUCCESS"), ("l5d-client-id", Peer)] };
    private readonly AssertionScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(AssertionScene.Modes), MemberType = typeof(AssertionScene))]
    public async Task Script_mints_what_the_app_accepts_for_this_request_alone(HttpMode mode)
    {
        var assertion = await MintAsync(Request);

        await _scene.ShouldProve(Request, assertion, mode);
        await _scene.ShouldRefuse(Request with { Path = "/api/orders/43" }, assertion, UnprovenReason.AssertionMismatch, mode);
        await _scene.ShouldRefuse(Request with { Headers = [] }, assertion, UnprovenReason.AssertionMismatch, mode);
    }

    [Fact]
    public async Task Script_mints_without_query_authorization_and_headers()
    {
        var bare = new Sent("POST", "/api/orders", "", null) { Headers = [] };
        await _scene.ShouldProve(bare, await MintAsync(bare));
    }

    [Theory]
    [InlineData("/a/../b")]
    [InlineData("/a%20b")]
    [InlineData("a")]
    public async Task Script_refuses_what_it_cannot_bring_into_canonical_form(string path)
    {
        var (exitCode, output) = await RunAsync(Request with { Path = path });
        exitCode.ShouldBe(2, output);
        output.ShouldContain("not canonical");
    }

    [Fact]
    public async Task Worked_example_of_the_documentation_is_what_the_library_computes()
    {
        var documentation = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "assertions.md"), TestContext.Current.CancellationToken);
        var lines = new StringBuilder();
        foreach (var name in HopAssertion.CoveredHeaders)
        {
            StringValues value = Request.ForMinting("orders").Header(name);
            lines.Append(value.Count == 0 ? $"{name}:-\n" : $"{name}:{value.ToString().Length}:{value}\n");
        }

        documentation.ShouldContain(lines.ToString());
        documentation.ShouldContain(Claim("hdh", SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()))));
        documentation.ShouldContain(Claim("htq", "expand=lines"u8));
        documentation.ShouldContain(Claim("ath", "Bearer example"u8.ToArray()));
        using var claims = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(_scene.Mint(Request).Split('.')[1]));
        foreach (var name in (string[])["htm", "htu", "htq", "ath", "hdv", "hdh"])
        {
            documentation.ShouldContain($"\"{name}\":{claims.RootElement.GetProperty(name).GetRawText()}");
        }
    }

    private static string Claim(string name, byte[] digest) => name is "hdh" ? Text(name, digest) : Claim(name, digest.AsSpan());

    private static string Claim(string name, ReadOnlySpan<byte> content) => Text(name, SHA256.HashData(content));

    private static string Text(string name, byte[] digest) => $"\"{name}\":\"{System.Buffers.Text.Base64Url.EncodeToString(digest)}\"";

    private async Task<string> MintAsync(Sent sent)
    {
        var (exitCode, output) = await RunAsync(sent);
        exitCode.ShouldBe(0, output);
        return output.Trim();
    }

    private async Task<(int ExitCode, string Output)> RunAsync(Sent sent)
    {
        using var ec = _scene.Key.ToEcdsa();
        var key = _scene.NewFile(ec.ExportECPrivateKeyPem());
        return await Tool.RunAsync(
            "/usr/bin/env",
            [
                $"IAT={_scene.Clock.GetUtcNow().ToUnixTimeSeconds()}", Path.Combine(Repository.Root, "samples", "Assertion", "mint.sh"), key, _scene.Key.KeyId,
                AssertionScene.Issuer, AssertionScene.Audience, sent.Method, sent.Path, sent.Query.TrimStart('?'), sent.Authorization ?? "",
                .. sent.Headers.Select(header => $"{header.Name}:{header.Value}"),
            ]);
    }
}
