using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MeshFunctions.Identity;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tests.Tokens;

/// <summary>Ten thousand inputs each, random and near the grammar: nothing throws, nothing is accepted that was not signed.</summary>
public sealed class TokenPropertyTests(KeyServer server)
{
    private static readonly Config TenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    private static readonly string[] JsonWords =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"\\u0061\"", "\"b\"", "\\", "\\u", "\\ud800", "\\udc00", "1", "-", "0", "1e400", ".5", "true", "null", " ", "\n", "\0", "\u00e9",
    ];

    private static Arbitrary<string> Edits(string alphabet) => Gen.Elements<char>(alphabet.ToCharArray()).ArrayOf().Select(static letters => new string(letters)).ToArbitrary();

    [Fact]
    public void Validate_randomText_neverThrowsNeverAccepts()
    {
        var validator = new TokenScene(server).Validator;
        Check.One(TenThousand, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => Refuses(validator, text ?? "")));
        Check.One(TenThousand, Prop.ForAll(Edits("abcXYZ019-_=.+/ \n\0\u00e9{}\""), text => Refuses(validator, text)));
    }

    [Fact]
    public async Task Validate_editedToken_neverThrowsNeverAccepts()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        await scene.AcceptAsync(scene.Valid());
        var edits = (from position in Gen.Choose(0, token.Length - 1)
                     from length in Gen.Choose(0, 3)
                     from insert in Gen.Elements("", "A", "_", "-", ".", "=", "+", "AAAA", "e30", ".e30.", "\0", "\ud800", " ")
                     select string.Concat(token.AsSpan(0, position), insert, token.AsSpan(Math.Min(position + length, token.Length)))).ToArbitrary();
        Check.One(TenThousand, Prop.ForAll(edits, edited => string.Equals(edited, token, StringComparison.Ordinal) || Refuses(scene.Validator, edited)));
    }

    [Fact]
    public async Task Validate_editedPayloadUnderAStolenSignature_neverThrowsNeverAccepts()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        var payload = scene.Valid().Payload;
        var signature = scene.Key.Sign(Encoding.ASCII.GetBytes(scene.Valid().Unsigned));
        var edits = (from position in Gen.Choose(0, payload.Length - 1)
                     from length in Gen.Choose(0, 8)
                     from insert in Gen.Elements(JsonWords)
                     select string.Concat(payload.AsSpan(0, position), insert, payload.AsSpan(Math.Min(position + length, payload.Length)))).ToArbitrary();
        Check.One(TenThousand, Prop.ForAll(edits, edited =>
            string.Equals(edited, payload, StringComparison.Ordinal) || Refuses(scene.Validator, scene.Valid().PayloadText(edited).Build(signature))));
    }

    /// <summary>The issuer itself signs whatever comes along: it may be accepted or not, but nothing throws, and what is accepted can be read.</summary>
    [Fact]
    public async Task Validate_signedNonsense_neverThrows()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        var members = Gen.Elements("exp", "nbf", "iat", "aud", "iss", "sub", "roles", "scope", "groups", "jti", "x", "_claim_names");
        var values = Gen.Elements("1", "-1", "1e400", "\"x\"", "[]", "{}", "[\"a\",[]]", "null", "true", "{\"groups\":1}", "\"\\ud83d\\ude00\"", "[[[[[]]]]]", "1.8e9", "", "\"");
        var tokens = (from first in members
                      from firstValue in values
                      from second in members
                      from secondValue in values
                      select scene.Valid().ClaimJson(first, firstValue).ClaimJson(second, secondValue)).ToArbitrary();
        var accepted = 0;
        Check.One(TenThousand.WithMaxTest(2_000), Prop.ForAll(tokens, builder =>
        {
            var result = Validate(scene.Validator, builder.Build());
            accepted += result.IsValid ? 1 : 0;
            return !result.IsValid || result.Token.CreateIdentity("Mesh").Claims.Any();
        }));
        accepted.ShouldBeInRange(1, 1_999);
    }

    /// <summary>The same of a transaction token service: what is accepted has all that a transaction says.</summary>
    [Fact]
    public async Task Validate_signedNonsenseOfATransaction_neverThrows()
    {
        var scene = new TokenScene(server, IssuerKind.Transaction);
        await scene.AcceptAsync(scene.Valid());
        var members = Gen.Elements("exp", "iat", "aud", "iss", "sub", "txn", "scope", "req_wl", "tctx", "rctx", "cnf", "roles");
        var values = Gen.Elements(
            "1", "1e400", "\"x\"", "\" \"", "[]", "{}", "[\"mesh.local\"]", "[\"mesh.local\",1]", "null", "true", "{\"a\":{\"b\":[1e400,\"\\ud83d\\ude00\"]}}", "\"\\ud83d\\ude00\"", "{\"a\":1,\"\\u0061\":2}", "1.8e9", "\"");
        var tokens = (from first in members
                      from firstValue in values
                      from second in members
                      from secondValue in values
                      select scene.Valid().ClaimJson(first, firstValue).ClaimJson(second, secondValue)).ToArbitrary();
        var accepted = 0;
        Check.One(TenThousand.WithMaxTest(2_000), Prop.ForAll(tokens, builder =>
        {
            var text = builder.Build();
            var result = Validate(scene.Validator, text);
            accepted += result.IsValid ? 1 : 0;
            return !result.IsValid || IsWhole(new Transaction(text, result.Token));
        }));
        accepted.ShouldBeInRange(1, 1_999);
    }

    [Fact]
    public void StrictJson_randomBytes_neverThrows() =>
        Check.One(TenThousand, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        {
            var read = StrictJson.TryReadObject([(byte)'{', .. bytes ?? [], (byte)'}'], out var value);
            value.Dispose();
            return !read || bytes is { Length: 0 } || value.Count > 0 || Encoding.UTF8.GetString(bytes!).Trim().Length == 0;
        }));

    private static bool IsWhole(Transaction transaction) => transaction is { Id.Length: > 0, Subject.Length: > 0, RequestingWorkload.Length: > 0, TrustDomain: TokenScene.TrustDomain, Scopes: not null }
        && transaction.IssuedAt > DateTimeOffset.UnixEpoch
        && transaction.TransactionContext is null or { ValueKind: System.Text.Json.JsonValueKind.Object }
        && transaction.RequestContext is null or { ValueKind: System.Text.Json.JsonValueKind.Object };

    private static bool Refuses(TokenValidator validator, string token) => !Validate(validator, token).IsValid;

    private static TokenResult Validate(TokenValidator validator, string token)
    {
        var pending = validator.ValidateAsync(token, TestContext.Current.CancellationToken);
        return pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
    }
}
