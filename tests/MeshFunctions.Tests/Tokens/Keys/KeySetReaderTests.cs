using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Keys;

namespace MeshFunctions.Tests.Tokens.Keys;

public sealed class KeySetReaderTests
{
    private const string Issuer = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0";

    private static readonly SigningKey Good = SigningKey.SharedEc;

    [Theory]
    [InlineData("kty", "\"oct\"", nameof(KeyRefusal.TypeNotSupported))]
    [InlineData("kty", "\"OKP\"", nameof(KeyRefusal.TypeNotSupported))]
    [InlineData("kty", "\"rsa\"", nameof(KeyRefusal.TypeNotSupported))]
    [InlineData("kty", "null", nameof(KeyRefusal.TypeNotSupported))]
    [InlineData("kty", "1", nameof(KeyRefusal.TypeNotSupported))]
    [InlineData("n", "null", nameof(KeyRefusal.Malformed))]
    [InlineData("n", "\"\"", nameof(KeyRefusal.Malformed))]
    [InlineData("n", "\"AQAB=\"", nameof(KeyRefusal.Malformed))]
    [InlineData("n", "\"AQ+B\"", nameof(KeyRefusal.Malformed))]
    [InlineData("n", "\"AQAB\"", nameof(KeyRefusal.SizeNotAllowed))]
    [InlineData("n", "[]", nameof(KeyRefusal.Malformed))]
    [InlineData("e", "null", nameof(KeyRefusal.Malformed))]
    [InlineData("e", "65537", nameof(KeyRefusal.Malformed))]
    [InlineData("e", "\"AQ\"", nameof(KeyRefusal.ExponentNotAllowed))]
    [InlineData("e", "\"AQAA\"", nameof(KeyRefusal.ExponentNotAllowed))]
    [InlineData("e", "\"Ag\"", nameof(KeyRefusal.ExponentNotAllowed))]
    [InlineData("e", "\"AA\"", nameof(KeyRefusal.Malformed))]
    [InlineData("e", "\"AAEAAQ\"", nameof(KeyRefusal.Malformed))]
    [InlineData("e", "\"AQAAAAAAAAAB\"", nameof(KeyRefusal.ExponentNotAllowed))]
    [InlineData("use", "\"enc\"", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("use", "\"SIG\"", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("use", "null", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("use", "[\"sig\"]", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("key_ops", "[]", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("key_ops", "[\"sign\"]", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("key_ops", "[\"Verify\",1]", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("key_ops", "\"verify\"", nameof(KeyRefusal.UseNotAllowed))]
    [InlineData("kid", "1", nameof(KeyRefusal.Malformed))]
    [InlineData("kid", "\"\"", nameof(KeyRefusal.Malformed))]
    [InlineData("alg", "1", nameof(KeyRefusal.Malformed))]
    [InlineData("alg", "null", nameof(KeyRefusal.Malformed))]
    [InlineData("issuer", "\"https://evil.example\"", nameof(KeyRefusal.OtherIssuer))]
    [InlineData("issuer", "null", nameof(KeyRefusal.OtherIssuer))]
    public void T37_rsaKey_unfit_isSkippedAndTheOthersServe(string member, string json, string expected)
    {
        var refusals = new List<KeyRefusal>();
        var set = Read(refusals, With(SigningKey.SharedRsa, member, json), JsonSerializer.Serialize(Good.Jwk)).ShouldNotBeNull();
        set.Count.ShouldBe(1);
        set.Find(Encoding.UTF8.GetBytes(Good.KeyId)).ShouldNotBeNull();
        refusals.ShouldHaveSingleItem().ToString().ShouldBe(expected);
        Read([], With(SigningKey.SharedRsa, member, json)).ShouldBeNull("no key is left");
    }

    [Fact]
    public void T37_rsaKey_ofAnotherSize_isSkipped()
    {
        Refusal(SigningKey.Rsa("RS256", 1024)).ShouldBe(KeyRefusal.SizeNotAllowed);
        Refusal(SigningKey.Rsa("RS256", 2040)).ShouldBe(KeyRefusal.SizeNotAllowed);
        RsaRefusal(16384, 1).ShouldBe(KeyRefusal.SizeNotAllowed);
        RsaRefusal(8200, 1).ShouldBe(KeyRefusal.SizeNotAllowed);
        RsaRefusal(8192, 1).ShouldBe(KeyRefusal.None);
        RsaRefusal(2048, 1).ShouldBe(KeyRefusal.None);
        RsaRefusal(2048, 2).ShouldBe(KeyRefusal.SizeNotAllowed, "an even modulus is no product of two odd primes");

        var modulus = Base64Url.DecodeFromChars((string)SigningKey.SharedRsa.Jwk["n"]);
        var padded = Base64Url.EncodeToString([0, .. modulus]);
        Refusal(With(SigningKey.SharedRsa, "n", $"\"{padded}\"")).ShouldBe(KeyRefusal.Malformed);
        var shifted = modulus;
        shifted[0] = 1;
        Refusal(With(SigningKey.SharedRsa, "n", $"\"{Base64Url.EncodeToString(shifted)}\"")).ShouldBe(KeyRefusal.SizeNotAllowed, "2,041 bits");
    }

    [Fact]
    public void T37_ellipticKey_unfit_isSkipped()
    {
        var zero = $"\"{Base64Url.EncodeToString(new byte[32])}\"";
        var shortX = $"\"{Base64Url.EncodeToString(new byte[31])}\"";
        Refusal(With(Good, "x", zero)).ShouldBe(KeyRefusal.PointInvalid);
        Refusal(With(Good, "y", zero)).ShouldBe(KeyRefusal.PointInvalid);
        Refusal(With(Good, "y", JsonSerializer.Serialize(Good.Jwk["x"]))).ShouldBe(KeyRefusal.PointInvalid);
        Refusal(With(Good, "x", shortX)).ShouldBe(KeyRefusal.Malformed);
        Refusal(With(Good, "x", "null")).ShouldBe(KeyRefusal.Malformed);
        Refusal(With(Good, "x", JsonSerializer.Serialize($"{Good.Jwk["x"]}="))).ShouldBe(KeyRefusal.Malformed);
        Refusal(With(Good, "crv", "\"P-384\"")).ShouldBe(KeyRefusal.Malformed, "its coordinates are those of another curve");
        Refusal(With(Good, "crv", "\"secp256k1\"")).ShouldBe(KeyRefusal.CurveNotSupported);
        Refusal(With(Good, "crv", "\"p-256\"")).ShouldBe(KeyRefusal.CurveNotSupported);
        Refusal(With(Good, "kty", "\"RSA\"")).ShouldBe(KeyRefusal.Malformed);
        Refusal(SigningKey.Ec("ES384")).ShouldBe(KeyRefusal.None);
        Refusal(Good).ShouldBe(KeyRefusal.None);

        // The point at infinity has no coordinates; what stands for it elsewhere is on no curve.
        var both = With(Good, "x", zero).Replace((string)Good.Jwk["y"], Base64Url.EncodeToString(new byte[32]), StringComparison.Ordinal);
        Refusal(both).ShouldBe(KeyRefusal.PointInvalid);
    }

    [Fact]
    public void T37_keyId_duplicated_disablesTheKeysThatShareIt()
    {
        var refusals = new List<KeyRefusal>();
        var twin = With(SigningKey.SharedRsa, "kid", $"\"{Good.KeyId}\"");
        var other = SigningKey.Ec();
        var set = Read(refusals, JsonSerializer.Serialize(Good.Jwk), twin, JsonSerializer.Serialize(other.Jwk)).ShouldNotBeNull();
        set.Count.ShouldBe(1);
        set.Find(Encoding.UTF8.GetBytes(Good.KeyId)).ShouldBeNull();
        set.FindOnly().ShouldNotBeNull().KeyId.ShouldBe(Encoding.UTF8.GetBytes(other.KeyId));
        refusals.ShouldBe([KeyRefusal.DuplicateKeyId, KeyRefusal.DuplicateKeyId]);

        // By escape as well, and also where one of the two is unfit; a key for encryption does not count.
        Read([], JsonSerializer.Serialize(Good.Jwk), With(other, "kid", $"\"\\u006b{Good.KeyId[1..]}\"")).ShouldBeNull();
        Read([], JsonSerializer.Serialize(Good.Jwk), twin.Replace("\"RSA\"", "\"oct\"", StringComparison.Ordinal)).ShouldBeNull();
        Read([], JsonSerializer.Serialize(Good.Jwk), twin.Replace("\"sig\"", "\"enc\"", StringComparison.Ordinal))!.Count.ShouldBe(1);
    }

    [Fact]
    public void T37_keys_thousand_theFirstHundredServe()
    {
        var refusals = new List<KeyRefusal>();
        var keys = Enumerable.Range(0, 1000).Select(static i => With(Good, "kid", $"\"k{i}\""));
        var set = Read(refusals, keys).ShouldNotBeNull();
        set.Count.ShouldBe(100);
        set.Find("k99"u8).ShouldNotBeNull();
        set.Find("k100"u8).ShouldBeNull();
        refusals.ShouldBe([KeyRefusal.TooMany]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    [InlineData("{\"keys\":null}")]
    [InlineData("{\"keys\":{}}")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[null,1,\"x\",[],{}]}")]
    [InlineData("{\"Keys\":[]}")]
    public void T38_document_withoutUsableKeys_isNone(string document) => Reader([]).Read(Encoding.UTF8.GetBytes(document)).ShouldBeNull();

    [Fact]
    public void Find_keyId_isExact()
    {
        var set = Read([], With(Good, "kid", "\"Key\\u002d1\"")).ShouldNotBeNull();
        set.Find("Key-1"u8).ShouldNotBeNull();
        set.Find("key-1"u8).ShouldBeNull();
        set.Find("Key-1 "u8).ShouldBeNull();
        set.Find(""u8).ShouldBeNull();
    }

    [Fact]
    public void KeyBinding_issuerOfTheKey_mustBeOurs()
    {
        Accepts(Issuer, Issuer).ShouldBeTrue();
        Accepts(Issuer, "https://login.microsoftonline.com/{tenantid}/v2.0").ShouldBeTrue();
        Accepts(Issuer, "https://login.microsoftonline.com/22222222-2222-3333-4444-555555555555/v2.0").ShouldBeFalse();
        Accepts(Issuer, "https://login.microsoftonline.com/{tenantId}/v2.0").ShouldBeFalse();
        Accepts(Issuer, "https://sts.windows.net/{tenantid}/").ShouldBeFalse();

        const string Version1 = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/";
        Accepts(Version1, Version1).ShouldBeTrue();
        Accepts(Version1, "https://login.microsoftonline.com/{tenantid}/v2.0").ShouldBeTrue();
        Accepts(Version1, Issuer).ShouldBeTrue();
        Accepts(Version1, "https://login.microsoftonline.com/22222222-2222-3333-4444-555555555555/v2.0").ShouldBeFalse();
        Accepts(Version1, "https://evil.example/{tenantid}/v2.0").ShouldBeFalse();

        Accepts("https://issuer.example", "https://issuer.example").ShouldBeTrue();
        Accepts("https://issuer.example", "https://login.microsoftonline.com/{tenantid}/v2.0").ShouldBeFalse();
    }

    private static bool Accepts(string issuer, string keyIssuer)
    {
        StrictJson.TryReadObject(JsonSerializer.SerializeToUtf8Bytes(new { issuer = keyIssuer }), out var jwk).ShouldBeTrue();
        using (jwk)
        {
            return new KeyBinding(issuer).Accepts(jwk["issuer"u8]);
        }
    }

    private static KeyRefusal RsaRefusal(int bits, byte last)
    {
        var modulus = new byte[bits / 8];
        modulus[0] = 0x80;
        modulus[^1] = last;
        return Refusal(With(SigningKey.SharedRsa, "n", $"\"{Base64Url.EncodeToString(modulus)}\""));
    }

    private static KeyRefusal Refusal(SigningKey key) => Refusal(JsonSerializer.Serialize(key.Jwk));

    private static KeyRefusal Refusal(string jwk)
    {
        var refusals = new List<KeyRefusal>();
        var set = Read(refusals, jwk);
        (set is null).ShouldBe(refusals.Count > 0);
        return refusals.SingleOrDefault();
    }

    private static string With(SigningKey key, string member, string json)
    {
        var members = key.Jwk.Where(pair => !string.Equals(pair.Key, member, StringComparison.Ordinal))
            .Select(static pair => $"\"{pair.Key}\":{JsonSerializer.Serialize(pair.Value)}");
        return $"{{{string.Join(',', members.Append($"\"{member}\":{json}"))}}}";
    }

    private static KeySet? Read(List<KeyRefusal> refusals, params IEnumerable<string> keys) =>
        Reader(refusals).Read(Encoding.UTF8.GetBytes($"{{\"keys\":[{string.Join(',', keys)}]}}"));

    private static KeySetReader Reader(List<KeyRefusal> refusals) => new(new KeyBinding(Issuer), refusals.Add);
}
