using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Jws;

public sealed class SignatureTests(KeyServer server)
{
    private static readonly BigInteger OrderOfP256 = BigInteger.Parse(
        "00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static TheoryData<string, Func<byte[], byte[]>> Spoilt { get; } = new()
    {
        { "first bit", static signature => Flip(signature, 0, 1) },
        { "last bit", static signature => Flip(signature, ^1, 1) },
        { "truncated", static signature => signature[..^1] },
        { "half", static signature => signature[..(signature.Length / 2)] },
        { "one byte", static _ => [0] },
        { "longer", static signature => [.. signature, 0] },
        { "longer in front", static signature => [0, .. signature] },
        { "twice", static signature => [.. signature, .. signature] },
        { "zeros", static signature => new byte[signature.Length] },
        { "ones", static signature => [.. Enumerable.Repeat((byte)0xff, signature.Length)] },
        { "reversed", static signature => [.. signature.Reverse()] },
    };

    public static TheoryData<string, Func<byte[], byte[]>> SpoiltEcdsa { get; } = new()
    {
        { "zero r", static signature => [.. new byte[32], .. signature[32..]] },
        { "zero s", static signature => [.. signature[..32], .. new byte[32]] },
        { "r is the order", static signature => [.. Order(0), .. signature[32..]] },
        { "s is the order", static signature => [.. signature[..32], .. Order(0)] },
        { "r and s are the order", static _ => [.. Order(0), .. Order(0)] },
        { "r and s are one", static _ => [.. new byte[31], 1, .. new byte[31], 1] },
        { "r plus a zero byte", static signature => [0, .. signature[..32], 0, .. signature[32..]] },
        { "swapped", static signature => [.. signature[32..], .. signature[..32]] },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task T23_signature_spoilt_refused(string how, Func<byte[], byte[]> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        how.ShouldNotBeNull();
        foreach (var key in new[] { SigningKey.SharedRsa, SigningKey.SharedRsa.As("PS256"), SigningKey.SharedEc })
        {
            var scene = new TokenScene(server, key: key);
            var token = scene.Valid();
            var signature = spoil(key.Sign(Encoding.ASCII.GetBytes(token.Unsigned)));
            await scene.RefuseAsync(token.Build(signature), TokenError.SignatureInvalid);
        }
    }

    [Theory]
    [MemberData(nameof(SpoiltEcdsa))]
    public async Task T23_signature_spoiltElliptic_refused(string how, Func<byte[], byte[]> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        how.ShouldNotBeNull();
        var scene = new TokenScene(server);
        var token = scene.Valid();
        var signature = spoil(scene.Key.Sign(Encoding.ASCII.GetBytes(token.Unsigned)));
        await scene.RefuseAsync(token.Build(signature), TokenError.SignatureInvalid);
    }

    [Fact]
    public async Task T23_signature_inDer_refused()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid();
        var raw = scene.Key.Sign(Encoding.ASCII.GetBytes(token.Unsigned));
        await scene.RefuseAsync(token.Build(Der(raw)), TokenError.SignatureInvalid);
    }

    [Fact]
    public async Task T23_everySingleBit_ofHeaderAndSignature_refused()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid();
        var valid = token.Build();
        await scene.AcceptAsync(token);
        var signature = Base64Url.DecodeFromChars(valid.Split('.')[2]);
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            (await scene.ValidateAsync(token.Build(Flip(signature, bit / 8, 1 << (bit % 8))))).Error.ShouldBe(TokenError.SignatureInvalid);
        }

        var header = Encoding.UTF8.GetBytes(token.HeaderJsonText);
        var rest = valid[valid.IndexOf('.', StringComparison.Ordinal)..];
        for (var bit = 0; bit < header.Length * 8; bit++)
        {
            var changed = Base64Url.EncodeToString(Flip(header, bit / 8, 1 << (bit % 8)));
            (await scene.ValidateAsync($"{changed}{rest}")).IsValid.ShouldBeFalse();
        }
    }

    /// <summary>Anybody can make the twin of an ECDSA signature; it is as good as the original, so nothing may be keyed by it.</summary>
    [Fact]
    public async Task T24_signature_highS_verifies()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid();
        var signature = scene.Key.Sign(Encoding.ASCII.GetBytes(token.Unsigned));
        var twin = OrderOfP256 - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var bytes = twin.ToByteArray(isUnsigned: true, isBigEndian: true);
        var other = token.Build([.. signature[..32], .. new byte[32 - bytes.Length], .. bytes]);

        string.Equals(other, token.Build(signature), StringComparison.Ordinal).ShouldBeFalse();
        (await scene.ValidateAsync(token.Build(signature))).IsValid.ShouldBeTrue();
        (await scene.ValidateAsync(other)).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task T23_signature_ofOtherContentOrOtherKey_refused()
    {
        var scene = new TokenScene(server, key: SigningKey.SharedRsa);
        var stolen = scene.Key.Sign(Encoding.ASCII.GetBytes(scene.Valid().Unsigned));
        await scene.RefuseAsync(scene.Valid().Claim("roles", "Admin").Build(stolen), TokenError.SignatureInvalid);

        var foreign = SigningKey.Rsa("RS256");
        await scene.RefuseAsync(
            scene.Valid().Build(foreign.Sign(Encoding.ASCII.GetBytes(scene.Valid().Unsigned))),
            TokenError.SignatureInvalid);
    }

    [Fact]
    public async Task T23_signature_pssWithAnotherSaltOrHash_refused()
    {
        var key = SigningKey.SharedRsa.As("PS256");
        var scene = new TokenScene(server, key: key);
        var token = scene.Valid();
        var pkcs = SigningKey.SharedRsa.Sign(Encoding.ASCII.GetBytes(token.Unsigned));
        await scene.RefuseAsync(token.Build(pkcs), TokenError.SignatureInvalid);
        var wrongHash = SigningKey.SharedRsa.As("RS384").Sign(Encoding.ASCII.GetBytes(token.Unsigned));
        await scene.RefuseAsync(token.Build(wrongHash), TokenError.SignatureInvalid);
    }

    private static byte[] Flip(byte[] bytes, Index at, int mask)
    {
        var copy = (byte[])bytes.Clone();
        copy[at] ^= (byte)mask;
        return copy;
    }

    private static byte[] Order(int add) => (OrderOfP256 + add).ToByteArray(isUnsigned: true, isBigEndian: true);

    private static byte[] Der(byte[] raw)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(raw.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(raw.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }
}
