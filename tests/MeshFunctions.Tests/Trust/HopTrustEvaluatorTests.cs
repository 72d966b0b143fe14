using Azure;
using MeshFunctions.Credentials;
using MeshFunctions.Headers;
using MeshFunctions.Tests.Credentials;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

public sealed class HopTrustEvaluatorTests : IDisposable
{
    private const string Oldest = "oldest-key-0123456789-0123456789-0123456789";
    private const string Older = "older-key-0123456789-0123456789-0123456789";
    private const string Newest = "newest-key-0123456789-0123456789-0123456789";
    private const string EdgeKey = "edge-key-0123456789-0123456789-0123456789";

    private readonly RecordedMeters _recorded = new();
    private readonly FakeClock _clock = new();
    private readonly HopVault _vault = new();
    private readonly RecordedLog<HopTrustEvaluator> _log = new();
    private readonly HopTrustEvaluator _evaluator;

    public HopTrustEvaluatorTests()
    {
        var now = _clock.GetUtcNow();
        _vault["sidecar-key"].Add("v1", Oldest, now.AddDays(-3));
        _vault["sidecar-key"].Add("v2", Older, now.AddDays(-2));
        _vault["sidecar-key"].Add("v3", Newest, now.AddDays(-1));
        _vault["edge-key"].Add("e1", EdgeKey, now.AddDays(-1));
        _evaluator = Evaluator(("sidecar", "sidecar-key"), ("edge", "edge-key"));
    }

    /// <summary>Values of the hop key that are nobody's.</summary>
    public static TheoryData<string, string> WrongKeys => new()
    {
        { "first character off", "N" + Newest[1..] },
        { "last character off", Newest[..^1] + "8" },
        { "cut short", Newest[..^1] },
        { "longer", Newest + "0" },
        { "another case", Newest.ToUpperInvariant() },
        { "blank before", " " + Newest },
        { "blank after", Newest + " " },
        { "tab after", Newest + "\t" },
        { "NUL after", Newest + "\0" },
        { "empty", "" },
        { "blank", " " },
        { "retired third-newest", Oldest },
        { "look-alike letter", Newest.Replace('e', '\u0435') },
        { "lone surrogate", Newest + "\ud800" },
        { "name of the secret", "sidecar-key" },
        { "masked", "***" },
    };

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [InlineData(Newest, "sidecar")]
    [InlineData(Older, "sidecar")]
    [InlineData(EdgeKey, "edge")]
    public async Task EvaluateAsync_key_of_a_hop_proves_it(string key, string hop)
    {
        var result = await EvaluateAsync(("Mesh-Hop-Key", key));

        var proven = result.Trust.ShouldBeOfType<HopTrust.Proven>();
        proven.Name.ShouldBe(hop);
        proven.Subject.ShouldBeNull();
        proven.Sources.ShouldBe([IdentitySource.NginxCertificate]);
        result.RetryAfter.ShouldBeNull();
        _recorded.Counts.ShouldBeEmpty();
    }

    [Fact]
    public async Task T01_EvaluateAsync_without_proof_is_unproven()
    {
        await ShouldBeUnproven(UnprovenReason.ProofMissing, "proof_missing", ("x-client-verify", "SUCCESS"));
    }

    [Fact]
    public async Task T01_EvaluateAsync_without_any_hop_configured_nothing_is_proven()
    {
        var none = new HopTrustEvaluator([], leases: null, _clock, _recorded.Meters, _log);

        var result = await none.EvaluateAsync(TestHeaders.Request(("Mesh-Hop-Key", Newest)), TestContext.Current.CancellationToken);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.NoHopConfigured);
        _recorded.Counts.ShouldBe(["mesh.hop.unproven no_hop_configured"]);
    }

    [Theory]
    [MemberData(nameof(WrongKeys))]
    public async Task T06_EvaluateAsync_wrong_key_is_unproven(string what, string key)
    {
        what.ShouldNotBeEmpty();
        await ShouldBeUnproven(UnprovenReason.ProofInvalid, "proof_invalid", ("Mesh-Hop-Key", key));
        (await EvaluateAsync(("Mesh-Hop-Key", Newest))).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    [Fact]
    public async Task T06_EvaluateAsync_key_of_64_KiB_is_unproven()
    {
        var raw = TestHeaders.Raw(("Mesh-Hop-Key", new string('a', 64 * 1024)));
        RequestHeaders.Read(raw, TestHeaders.NginxPlan).Fault.ShouldNotBeNull("over HTTP the cap comes first");

        HopKeyDigests.DigestOf(new string('a', 64 * 1024)).Length.ShouldBe(32);
        (await _evaluator.EvaluateAsync(TestHeaders.Request(raw), TestContext.Current.CancellationToken))
            .Trust.ShouldBeOfType<HopTrust.Unproven>();
    }

    [Fact]
    public async Task T06_EvaluateAsync_every_hop_is_compared_also_after_a_match()
    {
        await EvaluateAsync(("Mesh-Hop-Key", Newest));

        _vault["sidecar-key"].Gets.ShouldBe(2);
        _vault["edge-key"].Gets.ShouldBe(1);
    }

    [Fact]
    public async Task T06_EvaluateAsync_rotation_overlaps_and_then_retires_the_oldest()
    {
        const string next = "next-key-0123456789-0123456789-0123456789";
        (await EvaluateAsync(("Mesh-Hop-Key", Older))).Trust.ShouldBeOfType<HopTrust.Proven>();
        _vault["sidecar-key"].Add("v4", next, _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromMinutes(5));

        await Eventually.IsTrueAsync(async () => (await EvaluateAsync(("Mesh-Hop-Key", next))).Trust is HopTrust.Proven);

        (await EvaluateAsync(("Mesh-Hop-Key", Newest))).Trust.ShouldBeOfType<HopTrust.Proven>();
        (await EvaluateAsync(("Mesh-Hop-Key", Older))).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofInvalid);
    }

    [Theory]
    [InlineData("Mesh-Hop-Assertion", "a.b.c")]
    [InlineData("Mesh-Hop-Assertion", "")]
    [InlineData("dapr-api-token", "token")]
    [InlineData("DAPR-API-TOKEN", "")]
    public async Task T02b_EvaluateAsync_valid_key_beside_a_proof_that_cannot_hold_is_unproven(string name, string value)
    {
        await ShouldBeUnproven(UnprovenReason.ProofUnexpected, "proof_unexpected", ("Mesh-Hop-Key", Newest), (name, value));
        (await EvaluateAsync(("Mesh-Hop-Key", Newest))).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    [Fact]
    public async Task T02b_EvaluateAsync_key_that_fits_two_hops_proves_neither()
    {
        _vault["twin-key"].Add("t1", Newest, _clock.GetUtcNow());
        var twins = Evaluator(("sidecar", "sidecar-key"), ("twin", "twin-key"));

        var result = await twins.EvaluateAsync(TestHeaders.Request(("Mesh-Hop-Key", Newest)), TestContext.Current.CancellationToken);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofAmbiguous);
        (await twins.EvaluateAsync(TestHeaders.Request(("Mesh-Hop-Key", Older)), TestContext.Current.CancellationToken))
            .Trust.ShouldBeOfType<HopTrust.Proven>("control").Name.ShouldBe("sidecar");
    }

    [Fact]
    public async Task T02b_EvaluateAsync_keys_of_two_hops_are_no_proof()
    {
        var headers = TestHeaders.Request(("Mesh-Hop-Key", Newest), ("Mesh-Hop-Key", EdgeKey));

        headers.Headers.Fault.ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, MeshHeaderNames.HopKey));
        (await _evaluator.EvaluateAsync(headers, TestContext.Current.CancellationToken)).Trust.ShouldBeOfType<HopTrust.Unproven>();
        await ShouldBeUnproven(UnprovenReason.ProofMissing, "proof_missing", ("Mesh-Hop-Key", $"{Newest},{EdgeKey}"));
    }

    [Fact]
    public async Task T02c_EvaluateAsync_proof_of_one_hop_does_not_grant_what_another_sets()
    {
        var evaluator = new HopTrustEvaluator(
            new Dictionary<string, HopOptions>(StringComparer.Ordinal)
            {
                ["sidecar"] = new() { Proof = HopProof.SharedKey, KeySecret = "sidecar-key", Sets = { IdentitySource.NginxCertificate } },
                ["edge"] = new() { Proof = HopProof.SharedKey, KeySecret = "edge-key" },
            },
            Leases(),
            _clock,
            _recorded.Meters,
            _log);

        foreach (var (key, expected) in ((string, string?)[])[(EdgeKey, null), (Newest, "SUCCESS")])
        {
            var headers = TestHeaders.Request(("Mesh-Hop-Key", key), ("x-client-verify", "SUCCESS"));
            var result = await evaluator.EvaluateAsync(headers, TestContext.Current.CancellationToken);
            headers.Headers.Identity(result.Trust.ShouldBeOfType<HopTrust.Proven>(), MeshHeader.ClientVerify).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("X_Client_Verify", "Mesh_Hop_Key")]
    [InlineData("x.client.verify", "mesh.hop.key")]
    public async Task T08_EvaluateAsync_alias_of_the_proof_proves_nothing(string verify, string key)
    {
        await ShouldBeUnproven(UnprovenReason.ProofMissing, "proof_missing", (verify, "SUCCESS"), (key, Newest));
        (await EvaluateAsync(("mESH-hOP-kEY", Newest))).Trust.ShouldBeOfType<HopTrust.Proven>("control");
    }

    [Fact]
    public async Task T17_EvaluateAsync_proof_removed_on_the_way_leaves_no_identity()
    {
        // A hop that honours Connection: Mesh-Hop-Key takes the proof away and leaves the identity.
        var headers = TestHeaders.Request(("Connection", "Mesh-Hop-Key"), ("x-client-verify", "SUCCESS"));

        var result = await _evaluator.EvaluateAsync(headers, TestContext.Current.CancellationToken);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofMissing);
    }

    [Fact]
    public async Task T06b_EvaluateAsync_key_never_obtained_tells_when_to_ask_again()
    {
        _vault["edge-key"].ListFails = new RequestFailedException(503, "down");
        var alone = Evaluator(("edge", "edge-key"));

        var result = await alone.EvaluateAsync(TestHeaders.Request(("Mesh-Hop-Key", EdgeKey)), TestContext.Current.CancellationToken);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.KeyUnavailable);
        result.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        _recorded.Counts.ShouldContain("mesh.hop.unproven key_unavailable", StringComparer.Ordinal);
        var without = await alone.EvaluateAsync(TestHeaders.Request(), TestContext.Current.CancellationToken);
        without.RetryAfter.ShouldBeNull("a request without proof is judged without the key");
    }

    [Fact]
    public async Task T06b_EvaluateAsync_vault_that_does_not_answer_holds_a_request_up_for_five_seconds_and_is_still_waited_for()
    {
        var gate = new TaskCompletionSource();
        _vault["sidecar-key"].Gate = gate.Task;
        _vault["edge-key"].Gate = gate.Task;
        var headers = TestHeaders.Request(("Mesh-Hop-Key", EdgeKey));

        var pending = _evaluator.EvaluateAsync(headers, TestContext.Current.CancellationToken).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        pending.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var result = await pending.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.KeyUnavailable);
        result.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        gate.SetResult();
        await Eventually.IsTrueAsync(async () =>
            (await _evaluator.EvaluateAsync(headers, TestContext.Current.CancellationToken)).Trust is HopTrust.Proven);
        _vault["edge-key"].Lists.ShouldBe(1);
    }

    [Fact]
    public async Task T06b_EvaluateAsync_one_hop_without_its_key_does_not_take_the_others_down()
    {
        _vault["edge-key"].ListFails = new RequestFailedException(503, "down");

        (await EvaluateAsync(("Mesh-Hop-Key", Newest))).Trust.ShouldBeOfType<HopTrust.Proven>().Name.ShouldBe("sidecar");
        (await EvaluateAsync(("Mesh-Hop-Key", "nobody's"))).Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.KeyUnavailable);
        (await EvaluateAsync(("Mesh-Hop-Key", Newest), ("Mesh-Hop-Assertion", "a.b.c"))).Trust
            .ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.ProofUnexpected);
        (await EvaluateAsync(("Mesh-Hop-Key", "nobody's"), ("Mesh-Hop-Assertion", "a.b.c"))).RetryAfter
            .ShouldBeNull("garbage is no reason to ask again");
    }

    [Theory]
    [InlineData("0123456789012345678901234567890")]
    [InlineData("")]
    [InlineData("key with blanks 0123456789 0123456789")]
    [InlineData("key,with,commas,0123456789,0123456789")]
    [InlineData("key-with-\u00e9-0123456789-0123456789")]
    [InlineData("key-with-line-end-0123456789-0123456789\n")]
    public async Task T06b_EvaluateAsync_key_that_is_too_short_or_no_header_value_is_as_if_never_obtained(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _vault["bad-key"].Add("b1", key, _clock.GetUtcNow());
        var bad = Evaluator(("bad", "bad-key"));

        var result = await bad.EvaluateAsync(TestHeaders.Request(("Mesh-Hop-Key", key.Replace(',', '.'))), TestContext.Current.CancellationToken);
        await bad.EvaluateAsync(TestHeaders.Request(("Mesh-Hop-Key", "x")), TestContext.Current.CancellationToken);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.KeyUnavailable);
        result.RetryAfter.ShouldNotBeNull();
        var line = _log.Lines.ShouldHaveSingleItem("logged once for a version");
        line.ShouldStartWith("Error 1301 ");
        line.ShouldContain("b1");
        if (key.Length > 0)
        {
            line.ShouldNotContain(key);
        }
    }

    [Fact]
    public async Task T06b_EvaluateAsync_short_new_version_leaves_the_previous_in_force()
    {
        _vault["edge-key"].Add("e2", "short", _clock.GetUtcNow());

        (await EvaluateAsync(("Mesh-Hop-Key", EdgeKey))).Trust.ShouldBeOfType<HopTrust.Proven>().Name.ShouldBe("edge");
        await ShouldBeUnproven(UnprovenReason.ProofInvalid, "proof_invalid", ("Mesh-Hop-Key", "short"));
    }

    private SecretLeases Leases() => new(_vault, TimeSpan.FromMinutes(5), _clock, null, new RecordedLog<SecretLeases>());

    private HopTrustEvaluator Evaluator(params (string Name, string Secret)[] hops) => new(
        hops.ToDictionary(
            hop => hop.Name,
            hop => new HopOptions { Proof = HopProof.SharedKey, KeySecret = hop.Secret, Sets = { IdentitySource.NginxCertificate } },
            StringComparer.Ordinal),
        Leases(),
        _clock,
        _recorded.Meters,
        _log);

    private async Task<HopTrustResult> EvaluateAsync(params (string Name, string Value)[] headers) =>
        await _evaluator.EvaluateAsync(TestHeaders.Request(headers), TestContext.Current.CancellationToken);

    private async Task ShouldBeUnproven(UnprovenReason reason, string label, params (string Name, string Value)[] headers)
    {
        var before = _recorded.Counts.Count;
        var result = await EvaluateAsync(headers);

        result.Trust.ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(reason);
        result.RetryAfter.ShouldBeNull();
        _recorded.Counts.Skip(before).ShouldBe(["mesh.hop.unproven " + label]);
    }
}
