using Gatekeeper;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Samples;

/// <summary>The gatekeeper must not refuse what an app would take, nor the other way round.</summary>
public sealed class GatekeeperBearerTokenTests
{
    private const int MaxPieces = 5;

    private static readonly string[] Pieces = ["Bearer", "bEAReR", "Basic", " ", "\t", ",", "=", "a.b", "-", "\u00e9", "\""];

    [Fact]
    public void Read_of_every_short_text_of_these_pieces_is_what_the_apps_read()
    {
        var kinds = new Dictionary<AuthorizationKind, int>();
        foreach (var text in Texts(MaxPieces))
        {
            var kind = BearerToken.Read(text, out var token);

            var outcome = BearerCredential.TryRead(text, out var expected);
            kind.ShouldBe(KindOf(outcome), Uri.EscapeDataString(text));
            token.ShouldBe(expected.ToString(), text);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        kinds.Keys.ShouldBe([AuthorizationKind.NoToken, AuthorizationKind.Malformed, AuthorizationKind.Token], ignoreOrder: true);
    }

    [Fact]
    public void Read_of_no_header_is_no_token() => BearerToken.Read(null, out _).ShouldBe(AuthorizationKind.NoToken);

    [Theory]
    [InlineData(0, AuthorizationKind.Token)]
    [InlineData(1, AuthorizationKind.TooLarge)]
    internal void Read_ends_at_16_KiB(int more, AuthorizationKind expected) =>
        BearerToken.Read("Bearer " + new string('a', (16 * 1024) - "Bearer ".Length + more), out _).ShouldBe(expected);

    private static AuthorizationKind KindOf(BearerOutcome outcome) => outcome switch
    {
        BearerOutcome.Token => AuthorizationKind.Token,
        BearerOutcome.Malformed => AuthorizationKind.Malformed,
        _ => AuthorizationKind.NoToken,
    };

    private static IEnumerable<string> Texts(int pieces) =>
        pieces == 0 ? [""] : Texts(pieces - 1).SelectMany(start => Pieces.Select(piece => start + piece)).Append("");
}
