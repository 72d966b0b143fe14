using MeshFunctions.Tests.Trust.Assertions;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Properties;

public sealed class SignedAssertionProperties : IDisposable
{
    private static readonly Sent Request = new();
    private readonly AssertionScene _scene = new();

    public void Dispose() => _scene.Dispose();

    /// <summary>Only the assertions that were minted prove anything, and nothing throws.</summary>
    [Fact]
    public void Verify_edited_assertion_never_proves_anything()
    {
        string[] minted = [_scene.Mint(Request), _scene.Mint(Request, subject: "spiffe://mesh.local/gate")];
        PropertyRun.Check(
            text =>
            {
                var proven = Proves(text);
                proven.ShouldBe(minted.Contains(text, StringComparer.Ordinal));
                return proven;
            },
            minted, ".", "..", "A", "_", "=", "eyJ");
    }

    /// <summary>Whatever the hop itself signs, nothing throws.</summary>
    [Fact]
    public void Verify_signed_nonsense_never_throws()
    {
        var payload = _scene.Builder(Request).Payload;
        var builder = _scene.Builder(Request);
        PropertyRun.Check(
            text => Proves(builder.PayloadText(text).Build()),
            [payload, payload.Replace("\"hdv\":1", "\"hdv\":1,\"sub\":\"x\"", StringComparison.Ordinal)],
            "\"", ",", ":", "{", "}", "[", "]", "null", "1e400", "-1", "\"jti\"", "\"sub\"", "\"exp\"", "\\u0061");
    }

    /// <summary>Any header at all: only the right one passes.</summary>
    [Fact]
    public void Verify_edited_header_never_throws()
    {
        var header = _scene.Builder(Request).HeaderJsonText;
        var builder = _scene.Builder(Request);
        PropertyRun.Check(
            text => Proves(builder.HeaderText(text).Build()),
            [header, header[..^1] + ",\"jku\":\"https://evil.example\"}"],
            "\"", ",", ":", "{", "}", "\"crit\"", "\"zip\"", "\"alg\"", "none", "HS256", "\\u0061");
    }

    private bool Proves(string assertion)
    {
        // Without a one-time store everything completes at once.
        var pending = _scene.EvaluateAsync(Request, assertion, HttpMode.Integration);
        pending.IsCompletedSuccessfully.ShouldBeTrue();
        return pending.GetAwaiter().GetResult().Trust is HopTrust.Proven;
    }
}
