using System.Security.Cryptography;
using Gatekeeper;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tokens;
using MeshFunctions.Trust.Assertions;
using Microsoft.AspNetCore.Http;

namespace MeshFunctions.Tests.Samples;

/// <summary>What the gatekeeper answers, counts and logs.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GateTests : IDisposable
{
    private const string Key = "edge-key-0123456789-0123456789-0123456789";
    private const string Assertion = "Mesh-Hop-Assertion";

    private readonly string _folder = Directory.CreateTempSubdirectory("gate-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RecordedMeters _meters = new();
    private readonly RecordedLog<Gate> _log = new();
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Gate _gate;

    public GateTests()
    {
        string file = Path.Combine(_folder, "edge-key");
        File.WriteAllText(file, $"{Key}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        HopAssertionMinter minter = new(_key, "k", "https://gatekeeper.mesh.local", timeProvider: _clock);
        _gate = new Gate(EdgeKey.Load(file), TokenValidator.Create(new TokensOptions()), minter, new GateMeter(_meters), _clock, _log);
    }

    [Fact]
    public async Task Nothing_is_signed_before_the_start_is_over()
    {
        HttpResponse closed = await AskAsync();
        _gate.Open();
        HttpResponse open = await AskAsync();

        closed.StatusCode.ShouldBe(503);
        closed.Headers.RetryAfter.ToString().ShouldBe("1");
        closed.Headers.ContainsKey(Assertion).ShouldBeFalse();
        open.StatusCode.ShouldBe(204);
        open.Headers.ContainsKey(Assertion).ShouldBeTrue();
        _meters.Counts.ShouldBe(["gatekeeper.verdicts not_open", "gatekeeper.verdicts passes"]);
    }

    [Theory]
    [InlineData("passes", 204, null)]
    [InlineData("passes", 204, "Basic eA==")]
    [InlineData("malformed", 400, "Bearer a b")]
    [InlineData("refused", 401, "Bearer x.y.z")]
    [InlineData("ambiguous", 400, null, "/a/../b")]
    [InlineData("not_the_edge", 404, null, "/a", "another-key-0123456789-0123456789-0123456789")]
    [InlineData("not_the_edge", 404, null, "")]
    public async Task Verdict_is_counted_once_by_its_name(string name, int status, string? authorization, string target = "/a", string key = Key)
    {
        _gate.Open();

        HttpResponse response = await AskAsync(authorization, target, key);

        response.StatusCode.ShouldBe(status);
        response.Headers.ContainsKey(Assertion).ShouldBe(status == 204);
        _meters.Counts.ShouldBe([$"gatekeeper.verdicts {name}"]);
    }

    [Fact]
    public async Task Too_large_a_header_is_counted()
    {
        _gate.Open();

        (await AskAsync($"Bearer {new string('a', 16 * 1024)}")).StatusCode.ShouldBe(431);

        _meters.Counts.ShouldBe(["gatekeeper.verdicts too_large"]);
    }

    [Fact]
    public async Task Strangers_are_logged_once_a_minute_and_counted_each_time()
    {
        _gate.Open();
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(key: "no key");
        }

        _log.Lines.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(key: "no key");

        _log.Lines.Count.ShouldBe(2);
        _log.Lines.ShouldAllBe(line => line.StartsWith("Warning 2 Somebody asked", StringComparison.Ordinal));
        _meters.Counts.Count.ShouldBe(6);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<HttpResponse> AskAsync(string? authorization = null, string target = "/a", string key = Key)
    {
        DefaultHttpContext context = new();
        context.Request.Headers["Mesh-Gatekeeper-Key"] = key;
        context.Request.Headers["Mesh-Gatekeeper-Audience"] = "account";
        context.Request.Headers["Mesh-Gatekeeper-Method"] = "GET";
        context.Request.Headers["Mesh-Gatekeeper-Target"] = target;
        context.Request.Headers.Authorization = authorization;
        await _gate.AnswerAsync(context);
        return context.Response;
    }
}
