using MeshFunctions.Tests.Tokens;
using MeshFunctions.Trust;
using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust.Assertions;

public sealed class AssertionKeysTests : IDisposable
{
    private static readonly Sent Request = new();
    private readonly AssertionScene _scene = new();
    private readonly SigningKey _next = SigningKey.Ec();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Current_new_key_is_found_within_a_second_and_an_old_one_is_gone()
    {
        await _scene.ShouldRefuse(Request, OfNext(), UnprovenReason.ProofInvalid);

        Write(SigningKey.JwksOf(_scene.Key.Jwk, _next.Jwk));
        _scene.Clock.Advance(TimeSpan.FromSeconds(0.9));
        await _scene.ShouldRefuse(Request, OfNext(), UnprovenReason.ProofInvalid);
        _scene.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await _scene.ShouldProve(Request, OfNext());
        await _scene.ShouldProve(Request, _scene.Mint(Request));

        Write(SigningKey.JwksOf(_next.Jwk));
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldRefuse(Request, _scene.Mint(Request), UnprovenReason.ProofInvalid);
        await _scene.ShouldProve(Request, OfNext());
    }

    [Fact]
    public async Task Current_keys_that_are_taken_back_prove_nothing_any_more()
    {
        await _scene.ShouldProve(Request, _scene.Mint(Request));

        Write("""{"keys":[]}""");
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldRefuse(Request, _scene.Mint(Request), UnprovenReason.ProofInvalid);

        Write(SigningKey.JwksOf(_scene.Key.Jwk));
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldProve(Request, _scene.Mint(Request));
    }

    [Fact]
    public async Task Current_file_that_is_gone_takes_its_keys_along_after_24_hours()
    {
        File.Delete(_scene.KeysFile);
        _scene.Clock.Advance(TimeSpan.FromHours(23));
        await _scene.ShouldProve(Request, _scene.Mint(Request));
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        (await _scene.EvaluateAsync(Request, _scene.Mint(Request))).RetryAfter.ShouldNotBeNull();

        Write(SigningKey.JwksOf(_scene.Key.Jwk));
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldProve(Request, _scene.Mint(Request));
    }

    [Fact]
    public async Task T02c_Verify_key_that_two_hops_hold_proves_neither()
    {
        var shared = new Dictionary<string, object>(_scene.Key.Jwk, StringComparer.Ordinal) { ["kid"] = "other-name" };
        HopOptions Hop(string issuer, string file) =>
            new() { Proof = HopProof.SignedAssertion, Issuer = issuer, Audience = AssertionScene.Audience, KeysFile = file, Sets = { IdentitySource.NginxCertificate } };

        var narrow = Hop("https://narrow", _scene.NewFile(SigningKey.JwksOf(_next.Jwk)));
        var hops = new Dictionary<string, HopOptions>(StringComparer.Ordinal) { ["gate"] = _scene.Options, ["narrow"] = narrow };
        var evaluator = new HopTrustEvaluator(
            hops, null, _scene.Clock, _scene.Recorded.Meters, _scene.Log, SignedAssertionProof.For(hops, [], _scene.Store, _scene.Clock, _scene.Recorded.Meters, _scene.Log));
        var request = Request.Arrived(_scene.Mint(Request), HttpMode.BuiltIn);
        (await evaluator.EvaluateAsync(request, TestContext.Current.CancellationToken)).Trust.ShouldBeOfType<HopTrust.Proven>("control");

        await File.WriteAllTextAsync(narrow.KeysFile!, SigningKey.JwksOf(_next.Jwk, shared), TestContext.Current.CancellationToken);
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        request = Request.Arrived(_scene.Mint(Request), HttpMode.BuiltIn);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await evaluator.EvaluateAsync(request, TestContext.Current.CancellationToken)).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofInvalid);
        }

        _scene.Log.Lines.Where(static line => line.Contains("have a signing key in common", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("Hops gate and narrow");
    }

    [Fact]
    public async Task Current_file_that_is_renamed_over_with_the_same_time_and_length_is_seen()
    {
        var time = File.GetLastWriteTimeUtc(_scene.KeysFile);
        var twin = SigningKey.Ec();
        twin.Jwk["kid"] = _scene.Key.KeyId;
        var replacement = _scene.NewFile(SigningKey.JwksOf(twin.Jwk));
        new FileInfo(replacement).Length.ShouldBe(new FileInfo(_scene.KeysFile).Length);
        File.SetLastWriteTimeUtc(replacement, time);
        File.Move(replacement, _scene.KeysFile, overwrite: true);
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));

        await _scene.ShouldRefuse(Request, _scene.Mint(Request), UnprovenReason.ProofInvalid);
        await _scene.ShouldProve(Request, _scene.Builder(Request, twin).Header("kid", _scene.Key.KeyId).Build());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"x\"}]}")]
    [InlineData("<html></html>")]
    [InlineData(null)]
    public async Task Current_file_without_a_usable_key_leaves_the_keys_before_and_is_logged_once(string? content)
    {
        if (content is null)
        {
            File.Delete(_scene.KeysFile);
        }
        else
        {
            Write(content);
        }

        for (var second = 0; second < 5; second++)
        {
            _scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await _scene.ShouldProve(Request, _scene.Mint(Request));
        }

        Errors().Count().ShouldBe(1);
        Write(SigningKey.JwksOf(_next.Jwk));
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldProve(Request, OfNext());

        Write("worse");
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await _scene.ShouldProve(Request, OfNext());
        Errors().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Current_oversize_file_is_not_read()
    {
        Write(SigningKey.JwksOf(_next.Jwk) + new string(' ', 1024 * 1024));
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));

        await _scene.ShouldProve(Request, _scene.Mint(Request));
        Errors().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Current_file_that_appears_after_the_start_is_used()
    {
        File.Delete(_scene.KeysFile);
        _scene.Restarted();
        (await _scene.EvaluateAsync(Request, _scene.Mint(Request))).RetryAfter.ShouldNotBeNull();

        Write(SigningKey.JwksOf(_scene.Key.Jwk));
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));

        await _scene.ShouldProve(Request, _scene.Mint(Request));
    }

    private void Write(string content) => File.WriteAllText(_scene.KeysFile, content);

    private string OfNext() => _scene.Builder(Request, _next).Build();

    private IEnumerable<string> Errors() => _scene.Log.Lines.Where(line => line.StartsWith("Error 1311 ", StringComparison.Ordinal));
}
