using System.Security.Cryptography;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust.Assertions;

/// <summary>An app behind the hop <c>gate</c>, which signs assertions, and whatever the gate's key can make.</summary>
internal sealed class AssertionScene : IDisposable
{
    public const string Issuer = "https://gate.mesh.local";
    public const string Audience = "orders";

    private readonly List<string> _files = [];

    public AssertionScene(bool oneTime = false, IReplayStore? store = null, IEnumerable<string>? custom = null, SigningKey? key = null, FakeClock? clock = null)
    {
        Key = key ?? SigningKey.Ec();
        Clock = clock ?? new FakeClock();
        Store = store ?? new MemoryReplayStore(Clock);

        // The app has been up for longer than clocks may differ.
        Clock.Advance(HopAssertion.ClockSkew);
        KeysFile = NewFile(SigningKey.JwksOf(Key.Jwk));
        Options = new HopOptions
        {
            Proof = HopProof.SignedAssertion,
            Issuer = Issuer,
            Audience = Audience,
            KeysFile = KeysFile,
            OneTime = oneTime,
            Sets = { IdentitySource.NginxCertificate },
        };
        Evaluator = Restarted(custom);
        Minter = MinterOf(Key, custom: custom);
    }

    public SigningKey Key { get; }

    public FakeClock Clock { get; }

    public IReplayStore Store { get; }

    public HopOptions Options { get; }

    public string KeysFile { get; }

    public RecordedMeters Recorded { get; } = new();

    public RecordedLog<HopTrustEvaluator> Log { get; } = new();

    public HopTrustEvaluator Evaluator { get; private set; }

    public HopAssertionMinter Minter { get; }

    /// <summary>Both of the worker's HTTP modes.</summary>
    public static TheoryData<HttpMode> Modes { get; } = [HttpMode.BuiltIn, HttpMode.Integration];

    public HopAssertionMinter MinterOf(SigningKey key, string issuer = Issuer, TimeSpan? lifetime = null, IEnumerable<string>? custom = null)
    {
        using var ec = key.ToEcdsa();
        return new HopAssertionMinter(ec, key.KeyId, issuer, lifetime, custom, Clock);
    }

    /// <summary>Another instance of the app, with the same store.</summary>
    public HopTrustEvaluator Restarted(IEnumerable<string>? custom = null, IReplayStore? store = null)
    {
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal) { ["gate"] = Options };
        return Evaluator = new HopTrustEvaluator(
            hops, leases: null, Clock, Recorded.Meters, Log, SignedAssertionProof.For(hops, custom ?? [], store ?? Store, Clock, Recorded.Meters, Log));
    }

    public string Mint(Sent sent, string audience = Audience, string? subject = null)
    {
        Minter.TryMint(sent.ForMinting(audience, subject), out var assertion).ShouldBeTrue();
        return assertion!;
    }

    /// <summary>An assertion for <paramref name="sent"/> whose every part can be replaced before it is signed.</summary>
    public TokenBuilder Builder(Sent sent, SigningKey? key = null)
    {
        var good = Mint(sent).Split('.');
        using var payload = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(good[1]));
        var builder = new TokenBuilder(key ?? Key).Header("typ", "mesh-hop+jwt");
        foreach (var claim in payload.RootElement.EnumerateObject())
        {
            builder.ClaimJson(claim.Name, claim.Value.GetRawText());
        }

        return builder;
    }

    public async Task<HopTrustResult> EvaluateAsync(Sent sent, string? assertion, HttpMode mode = HttpMode.BuiltIn) =>
        await Evaluator.EvaluateAsync(sent.Arrived(assertion, mode), TestContext.Current.CancellationToken);

    public async Task<HopTrust.Proven> ShouldProve(Sent sent, string assertion, HttpMode mode = HttpMode.BuiltIn) =>
        (await EvaluateAsync(sent, assertion, mode)).Trust.ShouldBeOfType<HopTrust.Proven>();

    public async Task ShouldRefuse(Sent sent, string assertion, UnprovenReason reason, HttpMode mode = HttpMode.BuiltIn)
    {
        var before = Recorded.Counts.Count;
        var result = await EvaluateAsync(sent, assertion, mode);
        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(reason);
        result.RetryAfter.ShouldBeNull();
        Recorded.Counts.Skip(before).ShouldBe(["mesh.hop.unproven " + reason.ToLabel()]);
    }

    public string NewFile(string content)
    {
        var file = Path.Combine(Path.GetTempPath(), Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) + ".jwks");
        File.WriteAllText(file, content);
        _files.Add(file);
        return file;
    }

    public void Dispose()
    {
        Recorded.Dispose();
        _files.ForEach(File.Delete);
    }
}
